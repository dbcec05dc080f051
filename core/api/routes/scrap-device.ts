import { deviceAnswer, takeAwayRequest } from '../devices.ts'
import type { Route } from '../route.ts'

/** `POST /v1/devices/{imei}/scrapping` */
export const scrapDevice = {
  method: 'POST',
  path: '/v1/devices/{imei}/scrapping',
  audience: 'ops',
  summary: 'Take a unit out of its order; one that never shipped gives its unit back',
  request: takeAwayRequest,
  answer: deviceAnswer,
  status: 200,
  refusals: ['imei-malformed', 'device-not-found', 'change-not-allowed', 'changed-meanwhile'],
} as const satisfies Route
