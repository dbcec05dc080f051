import { confirmCredential as route } from '../../core/api/routes/confirm-credential.ts'
import { documentClient, iotClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { confirmCredential } from './confirm-credential.ts'

const confirm = confirmCredential({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  iot: iotClient(),
  stationRole: fromEnvironment('MINTMARK_STATIONS'),
  now: Date.now,
})

export const handler = apiDoor(route, ({ path, body, caller }) =>
  confirm({
    orderId: path.orderId ?? '',
    imei: path.imei ?? '',
    certificateId: path.certificateId ?? '',
    caller,
    request: body,
  }),
)
