import { fleetViewAnswer } from '../fleet-view.ts'
import type { Route } from '../route.ts'

/** `GET /v1/fleet-view` */
export const readFleetView = {
  method: 'GET',
  path: '/v1/fleet-view',
  audience: 'ops',
  summary: 'Show why confirmed devices have not connected yet, as last looked at',
  answer: fleetViewAnswer,
  status: 200,
  refusals: [],
} as const satisfies Route
