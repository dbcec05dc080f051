import { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane'
import { recheckDevice as route } from '../../core/api/routes/recheck-device.ts'
import { rolePrincipal } from '../../core/order/is-station.ts'
import { documentClient, iotClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { recheckDevice } from './recheck-device.ts'

const recheck = recheckDevice({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  iot: iotClient(),
  data: new IoTDataPlaneClient({}),
  now: Date.now,
})

export const handler = apiDoor(route, ({ path, body, caller }) =>
  recheck({ imei: path.imei ?? '', caller: rolePrincipal(caller), clearAlerts: body.clearAlerts }),
)
