import { orderAnswer } from '../orders.ts'
import type { Route } from '../route.ts'

/** `POST /v1/orders/{orderId}/close` */
export const closeOrder = {
  method: 'POST',
  path: '/v1/orders/{orderId}/close',
  audience: 'ops',
  summary: 'Close an order: nothing more is minted on it',
  answer: orderAnswer,
  status: 200,
  refusals: ['order-not-found'],
} as const satisfies Route
