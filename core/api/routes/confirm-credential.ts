import { confirmAnswer, confirmRequest } from '../credentials.ts'
import { refusalsOf } from '../refusals-of.ts'
import type { Route } from '../route.ts'

/** `POST /v1/orders/{orderId}/devices/{imei}/credentials/{certificateId}/confirmation` */
export const confirmCredential = {
  method: 'POST',
  path: '/v1/orders/{orderId}/devices/{imei}/credentials/{certificateId}/confirmation',
  audience: 'station',
  summary: 'Prove by the listing of the modem that it holds the credential; the certificate becomes ACTIVE',
  request: confirmRequest,
  answer: confirmAnswer,
  status: 200,
  refusals: [
    ...refusalsOf.unitOfStation,
    ...refusalsOf.proof,
    'golden-unit',
    'device-not-found',
    'device-of-another-order',
    'device-not-usable',
  ],
} as const satisfies Route
