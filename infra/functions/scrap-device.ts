import type { FunctionSpec } from '../function-spec.ts'
import { shutOutDevice } from '../grants/shut-out-device.ts'

export const scrapDevice: FunctionSpec = {
  folder: 'scrap-device',
  description: 'Takes a unit off the line and gives its place back',
  route: { method: 'POST', path: '/v1/devices/{imei}/scrapping', audience: ['ops'] },
  // A handful of calls, of which IoT throttles some at 10 a second.
  memory: 512,
  timeout: 20,
  environment: ['MINTMARK_REGISTRY_TABLE'],
  grants: shutOutDevice,
}
