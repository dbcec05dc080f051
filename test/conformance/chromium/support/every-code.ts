import { failureKinds } from '../../../../bench/failures/failure.ts'
import type { Sentence } from '../../../../bench/station/sentences.ts'
import { stationSentences } from '../../../../bench/station/sentences.ts'
import { refusals } from '../../../../core/refusals/refusal.ts'
import { imeiOf } from '../../../support/unit.ts'

/** Parameters as long as they come on a floor. */
const params = {
  imei: imeiOf(1),
  owner: imeiOf(2),
  expected: imeiOf(3),
  orderId: 'ord-2026-0139',
  serial: 'SN-004117',
  given: 'SN-004118',
  station: 'line-3-bench-2',
  name: 'line-3-bench-2',
  firmware: 'mfw_nrf91x1_2.0.2',
  answer: '+CME ERROR: 514',
  state: 'suspended',
  seconds: 300,
  direction: 'behind',
  quantity: 10_000,
  share: 2_500,
  tag: 16_842_753,
  stated: 16_842_753,
  port: 'COM12',
  retryAfterSeconds: 30,
}

/** Every code that a tile can show. */
export const everyCode: Sentence[] = Object.keys({ ...stationSentences, ...failureKinds, ...refusals }).map((code) => ({
  code,
  params,
  says: '',
  next: '',
}))
