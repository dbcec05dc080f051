import { lineEvent, openLineRequest } from '../line.ts'
import { refusalsOf } from '../refusals-of.ts'
import type { Route } from '../route.ts'

/** `POST /v1/orders/{orderId}/line-openings` */
export const openLine = {
  method: 'POST',
  path: '/v1/orders/{orderId}/line-openings',
  audience: 'station',
  summary: 'Write down that a supervisor opened a line without a first article, and why',
  request: openLineRequest,
  answer: lineEvent,
  status: 201,
  refusals: [...refusalsOf.orderOfStation],
} as const satisfies Route
