import { confirmAnswer, confirmRequest } from '../credentials.ts'
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
    'imei-malformed',
    'order-not-found',
    'station-revoked',
    'station-not-enrolled',
    'station-not-of-order',
    'golden-unit',
    'device-not-found',
    'device-of-another-order',
    'device-not-usable',
    'certificate-superseded',
    'firmware-malformed',
    'proof-too-weak',
    'listing-malformed',
    'credential-missing',
    'credential-differs',
  ],
} as const satisfies Route
