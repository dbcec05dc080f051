import { routes } from '../../core/api/routes.ts'
import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { listStations } from './list-stations.ts'

const list = listStations({ table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') } })

export const handler = apiDoor({ query: routes['list-stations'].query }, ({ query }) => list(query))
