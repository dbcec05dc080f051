import { deviceHistory } from '../devices.ts'
import type { Route } from '../route.ts'

/** `GET /v1/devices/{imei}/history` */
export const readDeviceHistory = {
  method: 'GET',
  path: '/v1/devices/{imei}/history',
  audience: 'ops',
  summary: 'Read what happened to a device',
  answer: deviceHistory,
  status: 200,
  refusals: ['imei-malformed', 'device-not-found'],
} as const satisfies Route
