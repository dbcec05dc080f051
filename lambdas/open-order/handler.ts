import { randomBytes } from 'node:crypto'
import { openOrder as route } from '../../core/api/routes/open-order.ts'
import { documentClient, iotClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { accountEndpoints } from '../adapters/iot/account-endpoints.ts'
import { remembered } from '../adapters/remembered.ts'
import { apiDoor } from '../doors/api-door.ts'
import { openOrder } from './open-order.ts'
import { orderId } from './order-id.ts'

const iot = iotClient()
const open = openOrder({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  stationRole: fromEnvironment('MINTMARK_STATIONS'),
  account: remembered(() => accountEndpoints(iot), 60_000, Date.now),
  now: Date.now,
  newOrderId: () => orderId(randomBytes(7)),
})

export const handler = apiDoor(route, ({ body, caller }) => open(body, caller))
