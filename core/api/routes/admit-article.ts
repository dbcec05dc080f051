import { articleAnswer, articleQuery } from '../articles.ts'
import type { Route } from '../route.ts'

/** `GET /v1/orders/{orderId}/articles` */
export const admitArticle = {
  method: 'GET',
  path: '/v1/orders/{orderId}/articles',
  audience: 'station',
  summary: 'Ask which golden units open a line of the order and, for one of them, how it is keyed; nothing is written',
  query: articleQuery,
  answer: articleAnswer,
  status: 200,
  refusals: [
    'imei-malformed',
    'order-not-found',
    'station-revoked',
    'station-not-enrolled',
    'station-not-of-order',
    'not-a-golden-unit',
    'order-closed',
    'order-expired',
    'device-of-another-order',
    'firmware-malformed',
    'firmware-out-of-range',
    'profile-would-not-connect',
  ],
} as const satisfies Route
