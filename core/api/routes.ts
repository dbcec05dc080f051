import type { z } from 'zod'
import { admissionAnswer, admissionQuery } from './admission.ts'
import { confirmAnswer, confirmRequest, mintAnswer, mintRequest } from './credentials.ts'
import {
  deviceAnswer,
  deviceDetail,
  deviceHistory,
  deviceList,
  listDevicesQuery,
  recheckAnswer,
  recheckRequest,
  takeAwayRequest,
} from './devices.ts'
import { diagnosisAnswer, diagnosisRequest } from './diagnosis.ts'
import { endpointCheckAnswer, endpointCheckRequest } from './endpoint-checks.ts'
import { listOrdersQuery, openOrderRequest, orderAnswer, orderList } from './orders.ts'
import { replayAnswer, replayRequest } from './presence-events.ts'
import { enrolledStation, enrollStationRequest, listStationsQuery, stationAnswer, stationList } from './stations.ts'
import { sweepAnswer, sweepRequest } from './sweeps.ts'

export interface Route {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  /** Which callers: ops and station routes differ in their IAM resource, so that a station's role cannot call ops routes. */
  audience: 'ops' | 'station' | 'both'
  request?: z.ZodType
  query?: z.ZodType
  answer: z.ZodType
}

const takeAway = (act: string) =>
  ({
    method: 'POST',
    path: `/v1/devices/{imei}/${act}`,
    audience: 'ops',
    request: takeAwayRequest,
    answer: deviceAnswer,
  }) as const

/** The HTTP contract, one row a route; the name is the folder in `lambdas/`. */
export const routes = {
  'open-order': { method: 'POST', path: '/v1/orders', audience: 'ops', request: openOrderRequest, answer: orderAnswer },
  'read-order': { method: 'GET', path: '/v1/orders/{orderId}', audience: 'ops', answer: orderAnswer },
  'list-orders': { method: 'GET', path: '/v1/orders', audience: 'ops', query: listOrdersQuery, answer: orderList },
  'close-order': { method: 'POST', path: '/v1/orders/{orderId}/close', audience: 'ops', answer: orderAnswer },
  'reopen-order': { method: 'POST', path: '/v1/orders/{orderId}/reopen', audience: 'ops', answer: orderAnswer },
  'list-devices': { method: 'GET', path: '/v1/devices', audience: 'ops', query: listDevicesQuery, answer: deviceList },
  'read-device-history': { method: 'GET', path: '/v1/devices/{imei}/history', audience: 'ops', answer: deviceHistory },
  'suspend-device': takeAway('suspension'),
  'resume-device': takeAway('resumption'),
  'revoke-device': takeAway('revocation'),
  'scrap-device': takeAway('scrapping'),
  'recheck-device': {
    method: 'POST',
    path: '/v1/devices/{imei}/recheck',
    audience: 'ops',
    request: recheckRequest,
    answer: recheckAnswer,
  },
  'diagnose-device': {
    method: 'POST',
    path: '/v1/devices/{imei}/diagnosis',
    audience: 'ops',
    request: diagnosisRequest,
    answer: diagnosisAnswer,
  },
  'replay-events': {
    method: 'POST',
    path: '/v1/presence-events/replay',
    audience: 'ops',
    request: replayRequest,
    answer: replayAnswer,
  },
  'enroll-station': {
    method: 'POST',
    path: '/v1/stations',
    audience: 'ops',
    request: enrollStationRequest,
    answer: enrolledStation,
  },
  'list-stations': {
    method: 'GET',
    path: '/v1/stations',
    audience: 'ops',
    query: listStationsQuery,
    answer: stationList,
  },
  'revoke-station': { method: 'DELETE', path: '/v1/stations/{name}', audience: 'ops', answer: stationAnswer },
  'check-endpoint': {
    method: 'POST',
    path: '/v1/endpoint-checks',
    audience: 'both',
    request: endpointCheckRequest,
    answer: endpointCheckAnswer,
  },
  sweep: { method: 'POST', path: '/v1/sweeps', audience: 'ops', request: sweepRequest, answer: sweepAnswer },
  'read-device': { method: 'GET', path: '/v1/devices/{imei}', audience: 'ops', answer: deviceDetail },
  admission: {
    method: 'GET',
    path: '/v1/orders/{orderId}/devices/{imei}/admission',
    audience: 'station',
    query: admissionQuery,
    answer: admissionAnswer,
  },
  'mint-credential': {
    method: 'POST',
    path: '/v1/orders/{orderId}/devices/{imei}/credentials',
    audience: 'station',
    request: mintRequest,
    answer: mintAnswer,
  },
  'confirm-credential': {
    method: 'POST',
    path: '/v1/orders/{orderId}/devices/{imei}/credentials/{certificateId}/confirmation',
    audience: 'station',
    request: confirmRequest,
    answer: confirmAnswer,
  },
} as const satisfies Record<string, Route>
