import { deviceAnswer, takeAwayRequest } from '../devices.ts'
import type { Route } from '../route.ts'

/** `POST /v1/devices/{imei}/resumption` */
export const resumeDevice = {
  method: 'POST',
  path: '/v1/devices/{imei}/resumption',
  audience: 'ops',
  summary: 'Switch a suspended device on again',
  request: takeAwayRequest,
  answer: deviceAnswer,
  status: 200,
  refusals: ['imei-malformed', 'device-not-found', 'change-not-allowed', 'changed-meanwhile'],
} as const satisfies Route
