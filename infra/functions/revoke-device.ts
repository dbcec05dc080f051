import type { FunctionSpec } from '../function-spec.ts'
import { shutOutDevice } from '../grants/shut-out-device.ts'

export const revokeDevice: FunctionSpec = {
  folder: 'revoke-device',
  description: 'Shuts a device out for good',
  route: { method: 'POST', path: '/v1/devices/{imei}/revocation', audience: ['ops'] },
  // A handful of calls, of which IoT throttles some at 10 a second.
  memory: 512,
  timeout: 20,
  environment: ['MINTMARK_REGISTRY_TABLE'],
  grants: shutOutDevice,
}
