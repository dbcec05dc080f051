import type { Route } from '../route.ts'
import { stationAnswer } from '../stations.ts'

/** `DELETE /v1/stations/{name}` */
export const revokeStation = {
  method: 'DELETE',
  path: '/v1/stations/{name}',
  audience: 'ops',
  summary: 'Take a station away; its calls are refused from now on',
  answer: stationAnswer,
  status: 200,
  refusals: ['station-not-found'],
} as const satisfies Route
