import { revokeStation as route } from '../../core/api/routes/revoke-station.ts'
import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { revokeStation } from './revoke-station.ts'

const revoke = revokeStation({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  now: Date.now,
})

export const handler = apiDoor(route, ({ path, caller }) => revoke(path.name ?? '', caller))
