import { fleetViewAnswer } from '../fleet-view.ts'
import type { Route } from '../route.ts'

/** `POST /v1/fleet-view` */
export const surveyFleet = {
  method: 'POST',
  path: '/v1/fleet-view',
  audience: 'ops',
  summary: 'Look now why confirmed devices have not connected yet: a sample is diagnosed',
  answer: fleetViewAnswer,
  status: 200,
  refusals: [],
} as const satisfies Route
