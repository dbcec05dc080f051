import { deviceAnswer, takeAwayRequest } from '../devices.ts'
import type { Route } from '../route.ts'

/** `POST /v1/devices/{imei}/revocation` */
export const revokeDevice = {
  method: 'POST',
  path: '/v1/devices/{imei}/revocation',
  audience: 'ops',
  summary: 'Take a device away for ever',
  request: takeAwayRequest,
  answer: deviceAnswer,
  status: 200,
  refusals: ['imei-malformed', 'device-not-found', 'change-not-allowed', 'changed-meanwhile'],
} as const satisfies Route
