import { reportAttachAnswer, reportAttachRequest } from '../attach-times.ts'
import { refusalsOf } from '../refusals-of.ts'
import type { Route } from '../route.ts'

/** `POST /v1/orders/{orderId}/devices/{imei}/attach-times` */
export const reportAttach = {
  method: 'POST',
  path: '/v1/orders/{orderId}/devices/{imei}/attach-times',
  audience: 'station',
  summary: 'Keep how long a unit took to register on the network at the bench',
  request: reportAttachRequest,
  answer: reportAttachAnswer,
  status: 200,
  refusals: [
    ...refusalsOf.unitOfStation,
    'imei-not-listed',
    'golden-unit',
    'device-not-found',
    'device-of-another-order',
    'certificate-superseded',
  ],
} as const satisfies Route
