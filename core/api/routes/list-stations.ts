import type { Route } from '../route.ts'
import { listStationsQuery, stationList } from '../stations.ts'

/** `GET /v1/stations` */
export const listStations = {
  method: 'GET',
  path: '/v1/stations',
  audience: 'ops',
  summary: 'List stations by name',
  query: listStationsQuery,
  answer: stationList,
  status: 200,
  refusals: [],
} as const satisfies Route
