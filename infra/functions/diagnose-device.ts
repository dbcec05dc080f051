import type { FunctionSpec } from '../function-spec.ts'
import { diagnose } from '../grants/diagnose.ts'

export const diagnoseDevice: FunctionSpec = {
  folder: 'diagnose-device',
  description: 'Finds the first broken link of a device that does not connect',
  route: { method: 'POST', path: '/v1/devices/{imei}/diagnosis', audience: ['ops'] },
  // A dozen calls side by side, some throttled at 2 or 10 a second, and log groups that may be long.
  memory: 1024,
  timeout: 29,
  environment: [
    'MINTMARK_FLEET',
    'MINTMARK_REGISTRY_TABLE',
    'MINTMARK_DEVICE_POLICY',
    'MINTMARK_DEVICE_POLICY_DOCUMENT',
    'MINTMARK_THING_TYPE',
    'MINTMARK_IOT_LOG_GROUP',
  ],
  grants: diagnose,
}
