import { reportAttach as route } from '../../core/api/routes/report-attach.ts'
import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { reportAttach } from './report-attach.ts'

const report = reportAttach({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  stationRole: fromEnvironment('MINTMARK_STATIONS'),
  now: Date.now,
})

export const handler = apiDoor(route, ({ path, body, caller }) =>
  report({ orderId: path.orderId ?? '', imei: path.imei ?? '', caller, request: body }),
)
