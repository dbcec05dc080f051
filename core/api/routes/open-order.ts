import { openOrderRequest, orderAnswer } from '../orders.ts'
import type { Route } from '../route.ts'

/** `POST /v1/orders` */
export const openOrder = {
  method: 'POST',
  path: '/v1/orders',
  audience: 'ops',
  summary: 'Open an order: a profile, a number of units, and who may mint them',
  request: openOrderRequest,
  answer: orderAnswer,
  status: 201,
  refusals: [
    'profile-would-not-connect',
    'trust-anchor-malformed',
    'trust-anchors-unfit',
    'imei-malformed',
    'shares-of-strangers',
    'station-by-name-only',
    'station-not-found',
    'station-revoked',
  ],
} as const satisfies Route
