import { setTimeout } from 'node:timers/promises'
import { confirmArticle as route } from '../../core/api/routes/confirm-article.ts'
import { documentClient, iotClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { apiDoor } from '../doors/api-door.ts'
import { confirmArticle } from './confirm-article.ts'

const confirm = confirmArticle({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  iot: iotClient(),
  stationRole: fromEnvironment('MINTMARK_STATIONS'),
  policyName: fromEnvironment('MINTMARK_DEVICE_POLICY'),
  now: Date.now,
  sleep: (milliseconds) => setTimeout(milliseconds),
})

export const handler = apiDoor(route, ({ path, body, caller }) =>
  confirm({
    orderId: path.orderId ?? '',
    imei: path.imei ?? '',
    certificateId: path.certificateId ?? '',
    caller,
    request: body,
  }),
)
