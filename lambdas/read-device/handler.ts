import { readDevice as route } from '../../core/api/routes/read-device.ts'
import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { readDevice } from './read-device.ts'

const read = readDevice({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  now: Date.now,
})

export const handler = apiDoor(route, ({ path }) => read(path.imei ?? ''))
