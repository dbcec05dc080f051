import type { FunctionSpec } from '../function-spec.ts'
import { shutOutDevice } from '../grants/shut-out-device.ts'

export const suspendDevice: FunctionSpec = {
  folder: 'suspend-device',
  description: 'Shuts a device out until it is resumed',
  route: { method: 'POST', path: '/v1/devices/{imei}/suspension', audience: ['ops'] },
  // A handful of calls, of which IoT throttles some at 10 a second.
  memory: 512,
  timeout: 20,
  environment: ['MINTMARK_REGISTRY_TABLE'],
  grants: shutOutDevice,
}
