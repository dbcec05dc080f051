import { refusalsOf } from '../refusals-of.ts'
import type { Route } from '../route.ts'
import { enrolledStation, enrollStationRequest } from '../stations.ts'

/** `POST /v1/stations` */
export const enrollStation = {
  method: 'POST',
  path: '/v1/stations',
  audience: 'ops',
  summary: 'Enrol a station: sign the certificate of a bench',
  request: enrollStationRequest,
  answer: enrolledStation,
  status: 201,
  refusals: [...refusalsOf.csr, 'station-exists', 'stations-not-set-up', 'station-ca-differs'],
} as const satisfies Route
