import type { FunctionSpec } from '../function-spec.ts'
import { lookIntoDevice } from '../grants/look-into-device.ts'

export const readDevice: FunctionSpec = {
  folder: 'read-device',
  description: 'Shows what the registry holds of one device',
  route: { method: 'GET', path: '/v1/devices/{imei}', audience: ['ops'] },
  // One row, the newest refused connect, and whose certificate that showed.
  memory: 512,
  timeout: 10,
  environment: ['MINTMARK_REGISTRY_TABLE'],
  grants: lookIntoDevice,
}
