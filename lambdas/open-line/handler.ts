import { openLine as route } from '../../core/api/routes/open-line.ts'
import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { openLine } from './open-line.ts'

const open = openLine({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  stationRole: fromEnvironment('MINTMARK_STATIONS'),
})

export const handler = apiDoor(route, ({ path, body, caller }) =>
  open({ orderId: path.orderId ?? '', caller, request: body }),
)
