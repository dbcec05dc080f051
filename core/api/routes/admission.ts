import { admissionAnswer, admissionQuery } from '../admission.ts'
import type { Route } from '../route.ts'

/** `GET /v1/orders/{orderId}/devices/{imei}/admission` */
export const admission = {
  method: 'GET',
  path: '/v1/orders/{orderId}/devices/{imei}/admission',
  audience: 'station',
  summary: 'Ask whether a unit may be keyed, and how; nothing is reserved',
  query: admissionQuery,
  answer: admissionAnswer,
  status: 200,
  refusals: [
    'imei-malformed',
    'order-not-found',
    'station-revoked',
    'station-not-enrolled',
    'station-not-of-order',
    'golden-unit',
    'imei-not-listed',
    'order-closed',
    'order-expired',
    'order-exhausted',
    'station-share-spent',
    'device-of-another-order',
    'modem-swapped',
    'device-already-keyed',
    'device-not-usable',
    'mint-in-progress',
    'firmware-malformed',
    'firmware-out-of-range',
    'profile-would-not-connect',
  ],
} as const satisfies Route
