import { readDeviceHistory as route } from '../../core/api/routes/read-device-history.ts'
import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { readDeviceHistory } from './read-device-history.ts'

const read = readDeviceHistory({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  now: Date.now,
})

export const handler = apiDoor(route, ({ path }) => read(path.imei ?? ''))
