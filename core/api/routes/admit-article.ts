import { articleAnswer, articleQuery } from '../articles.ts'
import { refusalsOf } from '../refusals-of.ts'
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
  refusals: [...refusalsOf.unitOfStation, ...refusalsOf.article, ...refusalsOf.firmware],
} as const satisfies Route
