import { listOrdersQuery, orderList } from '../orders.ts'
import type { Route } from '../route.ts'

/** `GET /v1/orders` */
export const listOrders = {
  method: 'GET',
  path: '/v1/orders',
  audience: 'ops',
  summary: 'List orders, the newest first',
  query: listOrdersQuery,
  answer: orderList,
  status: 200,
  refusals: [],
} as const satisfies Route
