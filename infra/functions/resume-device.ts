import type { FunctionSpec } from '../function-spec.ts'
import { changeDevice } from '../grants/change-device.ts'

export const resumeDevice: FunctionSpec = {
  folder: 'resume-device',
  description: 'Lets a suspended device in again',
  route: { method: 'POST', path: '/v1/devices/{imei}/resumption', audience: ['ops'] },
  // A handful of calls, of which IoT throttles some at 10 a second.
  memory: 512,
  timeout: 20,
  environment: ['MINTMARK_REGISTRY_TABLE'],
  grants: changeDevice,
}
