import { reopenOrder as route } from '../../core/api/routes/reopen-order.ts'
import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { reopenOrder } from './reopen-order.ts'

const reopen = reopenOrder({ table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') } })

export const handler = apiDoor(route, ({ path }) => reopen(path.orderId ?? ''))
