import { readOrder as route } from '../../core/api/routes/read-order.ts'
import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { readOrder } from './read-order.ts'

const read = readOrder({ table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') } })

export const handler = apiDoor(route, ({ path }) => read(path.orderId ?? ''))
