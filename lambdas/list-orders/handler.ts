import { routes } from '../../core/api/routes.ts'
import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { listOrders } from './list-orders.ts'

const list = listOrders({ table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') } })

export const handler = apiDoor({ query: routes['list-orders'].query }, ({ query }) => list(query))
