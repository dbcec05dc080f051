import { listOrders as route } from '../../core/api/routes/list-orders.ts'
import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { listOrders } from './list-orders.ts'

const list = listOrders({ table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') } })

export const handler = apiDoor(route, ({ query }) => list(query))
