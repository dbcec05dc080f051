import { closeOrder as route } from '../../core/api/routes/close-order.ts'
import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { closeOrder } from './close-order.ts'

const close = closeOrder({ table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') } })

export const handler = apiDoor(route, ({ path }) => close(path.orderId ?? ''))
