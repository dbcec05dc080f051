import { orderAnswer } from '../orders.ts'
import type { Route } from '../route.ts'

/** `POST /v1/orders/{orderId}/reopen` */
export const reopenOrder = {
  method: 'POST',
  path: '/v1/orders/{orderId}/reopen',
  audience: 'ops',
  summary: 'Open a closed order again',
  answer: orderAnswer,
  status: 200,
  refusals: ['order-not-found'],
} as const satisfies Route
