import { deviceDetail } from '../devices.ts'
import type { Route } from '../route.ts'

/** `GET /v1/devices/{imei}` */
export const readDevice = {
  method: 'GET',
  path: '/v1/devices/{imei}',
  audience: 'ops',
  summary: 'Read a device',
  answer: deviceDetail,
  status: 200,
  refusals: ['imei-malformed', 'device-not-found'],
} as const satisfies Route
