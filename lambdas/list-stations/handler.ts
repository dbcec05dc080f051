import { listStations as route } from '../../core/api/routes/list-stations.ts'
import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { listStations } from './list-stations.ts'

const list = listStations({ table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') } })

export const handler = apiDoor(route, ({ query }) => list(query))
