import type { FunctionSpec } from '../function-spec.ts'
import { lookIntoDevice } from '../grants/look-into-device.ts'

export const readDeviceHistory: FunctionSpec = {
  folder: 'read-device-history',
  description: 'Shows what happened to one device',
  route: { method: 'GET', path: '/v1/devices/{imei}/history', audience: ['ops'] },
  // One row, its refused connects, and whose certificates those showed.
  memory: 512,
  timeout: 10,
  environment: ['MINTMARK_REGISTRY_TABLE'],
  grants: lookIntoDevice,
}
