import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { readDevice } from './read-device.ts'

const read = readDevice({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  now: Date.now,
})

export const handler = apiDoor({}, ({ path }) => read(path.imei ?? ''))
