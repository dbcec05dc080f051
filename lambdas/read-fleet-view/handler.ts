import { readFleetView as route } from '../../core/api/routes/read-fleet-view.ts'
import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { readFleetView } from './read-fleet-view.ts'

const read = readFleetView({ table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') } })

export const handler = apiDoor(route, () => read())
