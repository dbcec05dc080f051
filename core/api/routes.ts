import type { z } from 'zod'
import { admissionAnswer, admissionQuery } from './admission.ts'
import { confirmAnswer, confirmRequest, mintAnswer, mintRequest } from './credentials.ts'
import { deviceAnswer } from './devices.ts'
import { openOrderRequest, orderAnswer } from './orders.ts'

export interface Route {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  /** Which callers: ops and station routes differ in their IAM resource, so that a station's role cannot call ops routes. */
  audience: 'ops' | 'station' | 'both'
  request?: z.ZodType
  query?: z.ZodType
  answer: z.ZodType
}

/** The HTTP contract, one row a route; the name is the folder in `lambdas/`. */
export const routes = {
  'open-order': { method: 'POST', path: '/v1/orders', audience: 'ops', request: openOrderRequest, answer: orderAnswer },
  'read-order': { method: 'GET', path: '/v1/orders/{orderId}', audience: 'ops', answer: orderAnswer },
  'read-device': { method: 'GET', path: '/v1/devices/{imei}', audience: 'ops', answer: deviceAnswer },
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
