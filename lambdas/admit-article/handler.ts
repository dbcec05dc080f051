import { admitArticle as route } from '../../core/api/routes/admit-article.ts'
import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { admitArticle } from './admit-article.ts'

const ask = admitArticle({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  fleet: fromEnvironment('MINTMARK_FLEET'),
  stationRole: fromEnvironment('MINTMARK_STATIONS'),
  now: Date.now,
})

export const handler = apiDoor(route, ({ path, query, caller }) =>
  ask({ orderId: path.orderId ?? '', caller, imei: query.imei, firmware: query.firmware }),
)
