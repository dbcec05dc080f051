import { diagnosisAnswer, diagnosisRequest } from '../diagnosis.ts'
import type { Route } from '../route.ts'

/** `POST /v1/devices/{imei}/diagnosis` */
export const diagnoseDevice = {
  method: 'POST',
  path: '/v1/devices/{imei}/diagnosis',
  audience: 'ops',
  summary: 'Find the first broken link between order and connection',
  request: diagnosisRequest,
  answer: diagnosisAnswer,
  status: 200,
  refusals: ['imei-malformed'],
} as const satisfies Route
