import { admission } from '../../core/api/routes/admission.ts'
import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { admit } from './admit.ts'

const ask = admit({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  fleet: fromEnvironment('MINTMARK_FLEET'),
  stationRole: fromEnvironment('MINTMARK_STATIONS'),
  now: Date.now,
})

export const handler = apiDoor(admission, ({ path, query, caller }) =>
  ask({ orderId: path.orderId ?? '', imei: path.imei ?? '', caller, ...query }),
)
