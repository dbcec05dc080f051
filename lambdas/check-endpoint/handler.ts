import { checkEndpoint as route } from '../../core/api/routes/check-endpoint.ts'
import { documentClient, iotClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { accountEndpoints } from '../adapters/iot/account-endpoints.ts'
import { remembered } from '../adapters/remembered.ts'
import { apiDoor } from '../doors/api-door.ts'
import { checkEndpoint } from './check-endpoint.ts'

const iot = iotClient()
// Domain configurations change now and then; the endpoint itself never does.
const check = checkEndpoint({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  stationRole: fromEnvironment('MINTMARK_STATIONS'),
  account: remembered(() => accountEndpoints(iot), 60_000, Date.now),
})

export const handler = apiDoor(route, ({ body, caller }) => check(body, caller))
