import { confirmAnswer, confirmRequest } from '../credentials.ts'
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
    'certificate-superseded',
    'firmware-malformed',
    'proof-too-weak',
    'listing-malformed',
    'credential-missing',
    'credential-differs',
  ],
} as const satisfies Route
