import type { Route } from '../route.ts'
import { sweepAnswer, sweepRequest } from '../sweeps.ts'

/** `POST /v1/sweeps` */
export const sweep = {
  method: 'POST',
  path: '/v1/sweeps',
  audience: 'ops',
  summary: 'Clear up what came to nothing, and say where registry and AWS IoT disagree',
  request: sweepRequest,
  answer: sweepAnswer,
  status: 200,
  refusals: [],
} as const satisfies Route
