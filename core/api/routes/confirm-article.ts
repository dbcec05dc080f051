import { confirmAnswer, confirmRequest } from '../credentials.ts'
import { refusalsOf } from '../refusals-of.ts'
import type { Route } from '../route.ts'

/** `POST /v1/orders/{orderId}/articles/{imei}/credentials/{certificateId}/confirmation` */
export const confirmArticle = {
  method: 'POST',
  path: '/v1/orders/{orderId}/articles/{imei}/credentials/{certificateId}/confirmation',
  audience: 'station',
  summary:
    'Prove by the listing of the modem that the golden unit holds the credential; then its certificate is revoked and deleted',
  request: confirmRequest,
  answer: confirmAnswer,
  status: 200,
  refusals: [...refusalsOf.unitOfStation, ...refusalsOf.article, ...refusalsOf.proof],
} as const satisfies Route
