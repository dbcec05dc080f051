import { mintAnswer, mintRequest } from '../credentials.ts'
import { refusalsOf } from '../refusals-of.ts'
import type { Route } from '../route.ts'

/** `POST /v1/orders/{orderId}/devices/{imei}/credentials` */
export const mintCredential = {
  method: 'POST',
  path: '/v1/orders/{orderId}/devices/{imei}/credentials',
  audience: 'station',
  summary: 'Mint the certificate of a unit; the same key gets the same certificate again',
  request: mintRequest,
  answer: mintAnswer,
  status: 201,
  refusals: [
    ...refusalsOf.unitOfStation,
    ...refusalsOf.room,
    ...refusalsOf.key,
    'serial-missing',
    'serial-of-another-device',
    'device-has-another-serial',
    'certificate-superseded',
  ],
} as const satisfies Route
