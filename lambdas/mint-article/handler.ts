import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { mintArticle as route } from '../../core/api/routes/mint-article.ts'
import { documentClient, iotClient, iotClientWithoutRetry } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { mintArticle } from './mint-article.ts'

const iot = iotClient()
const mint = mintArticle({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  iot,
  iotOnce: iotClientWithoutRetry(iot),
  fleet: fromEnvironment('MINTMARK_FLEET'),
  stationRole: fromEnvironment('MINTMARK_STATIONS'),
  policyName: fromEnvironment('MINTMARK_DEVICE_POLICY'),
  thingTypeName: fromEnvironment('MINTMARK_THING_TYPE'),
  now: Date.now,
  newToken: randomUUID,
  sleep: (milliseconds) => setTimeout(milliseconds),
  random: Math.random,
  // Longer than API Gateway waits for an answer (30 s), so that a lease never lapses under a live request.
  leaseMilliseconds: 40_000,
})

export const handler = apiDoor(route, ({ path, body, caller }) =>
  mint({ orderId: path.orderId ?? '', imei: path.imei ?? '', caller, request: body }),
)
