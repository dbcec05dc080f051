import { endpointCheckAnswer, endpointCheckRequest } from '../endpoint-checks.ts'
import { refusalsOf } from '../refusals-of.ts'
import type { Route } from '../route.ts'

/** `POST /v1/endpoint-checks` */
export const checkEndpoint = {
  method: 'POST',
  path: '/v1/endpoint-checks',
  audience: 'both',
  summary: 'Predict whether a device would connect to this account',
  request: endpointCheckRequest,
  answer: endpointCheckAnswer,
  status: 200,
  refusals: [...refusalsOf.station, 'firmware-malformed'],
} as const satisfies Route
