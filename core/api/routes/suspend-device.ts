import { deviceAnswer, takeAwayRequest } from '../devices.ts'
import type { Route } from '../route.ts'

/** `POST /v1/devices/{imei}/suspension` */
export const suspendDevice = {
  method: 'POST',
  path: '/v1/devices/{imei}/suspension',
  audience: 'ops',
  summary: 'Switch a device off until it is resumed',
  request: takeAwayRequest,
  answer: deviceAnswer,
  status: 200,
  refusals: ['imei-malformed', 'device-not-found', 'change-not-allowed', 'changed-meanwhile'],
} as const satisfies Route
