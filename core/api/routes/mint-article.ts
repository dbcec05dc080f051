import { mintArticleRequest } from '../articles.ts'
import { mintAnswer } from '../credentials.ts'
import { refusalsOf } from '../refusals-of.ts'
import type { Route } from '../route.ts'

/** `POST /v1/orders/{orderId}/articles/{imei}/credentials` */
export const mintArticle = {
  method: 'POST',
  path: '/v1/orders/{orderId}/articles/{imei}/credentials',
  audience: 'station',
  summary: 'Mint a certificate for a golden unit; no unit of the order is spent',
  request: mintArticleRequest,
  answer: mintAnswer,
  status: 201,
  refusals: [...refusalsOf.unitOfStation, ...refusalsOf.article, ...refusalsOf.firmware, ...refusalsOf.key],
} as const satisfies Route
