import { mintArticleRequest } from '../articles.ts'
import { mintAnswer } from '../credentials.ts'
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
    'mint-in-progress',
    'firmware-malformed',
    'firmware-out-of-range',
    'profile-would-not-connect',
    'csr-malformed',
    'csr-too-long',
    'csr-key-unsupported',
    'csr-signature-invalid',
    'keygen-malformed',
    'keygen-digest-mismatch',
    'keygen-tag-mismatch',
    'key-source-not-allowed',
    'key-of-another-device',
    'modem-of-another-device',
    'attestation-malformed',
    'attestation-not-fresh',
    'attestation-of-another-modem',
  ],
} as const satisfies Route
