import { recheckAnswer, recheckRequest } from '../devices.ts'
import type { Route } from '../route.ts'

/** `POST /v1/devices/{imei}/recheck` */
export const recheckDevice = {
  method: 'POST',
  path: '/v1/devices/{imei}/recheck',
  audience: 'ops',
  summary: 'Ask AWS IoT about a device, and register it if its first connect was missed',
  request: recheckRequest,
  answer: recheckAnswer,
  status: 200,
  refusals: ['imei-malformed', 'device-not-found'],
} as const satisfies Route
