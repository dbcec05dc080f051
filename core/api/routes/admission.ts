import { admissionAnswer, admissionQuery } from '../admission.ts'
import { refusalsOf } from '../refusals-of.ts'
import type { Route } from '../route.ts'

/** `GET /v1/orders/{orderId}/devices/{imei}/admission` */
export const admission = {
  method: 'GET',
  path: '/v1/orders/{orderId}/devices/{imei}/admission',
  audience: 'station',
  summary: 'Ask whether a unit may be keyed, and how; nothing is reserved',
  query: admissionQuery,
  answer: admissionAnswer,
  status: 200,
  refusals: [...refusalsOf.unitOfStation, ...refusalsOf.room],
} as const satisfies Route
