import { orderAnswer } from '../orders.ts'
import type { Route } from '../route.ts'

/** `GET /v1/orders/{orderId}` */
export const readOrder = {
  method: 'GET',
  path: '/v1/orders/{orderId}',
  audience: 'ops',
  summary: 'Read an order and where its units are',
  answer: orderAnswer,
  status: 200,
  refusals: ['order-not-found'],
} as const satisfies Route
