import { failure } from '../../../../bench/failures/failure.ts'
import { sentence } from '../../../../bench/station/sentences.ts'
import type { SlotState } from '../../../../bench/station/station-event.ts'
import { explainRefusal, refuse } from '../../../../core/refusals/refusal.ts'
import { imeiOf } from '../../../support/unit.ts'

type TileState = Omit<SlotState, 'port' | 'params'>

const ago = (now: number, seconds: number): string => new Date(now - 1000 * seconds).toISOString()

const refused = (refusal: Parameters<typeof explainRefusal>[0]) => {
  const { says, next } = explainRefusal(refusal)
  return { code: refusal.refusal, params: refusal.params, says, next }
}

/** A shift in full swing: every kind of tile. */
export const sixteenTiles = (now: number): TileState[] => {
  const unit = (slot: number) => ({ imei: imeiOf(slot), serial: `SN-00${4100 + slot}` })
  const imei = (slot: number) => imeiOf(slot)
  const working = (slot: number, step: TileState['step'], seconds: number): TileState => ({
    slot,
    ...unit(slot),
    colour: 'working',
    step,
    sentence: sentence('working', {}),
    since: ago(now, seconds + 4),
    stepSince: ago(now, seconds),
  })
  const at = (slot: number, colour: TileState['colour'], said: TileState['sentence'], seconds: number): TileState => ({
    slot,
    ...(colour === 'idle' ? {} : unit(slot)),
    colour,
    sentence: said,
    since: ago(now, seconds),
  })
  return [
    at(1, 'green', sentence('done', { imei: imei(1) }), 6),
    working(2, 'write', 2),
    working(3, 'key', 4),
    at(4, 'green', sentence('done', { imei: imei(4) }), 2),
    at(5, 'red', failure('imei-not-expected', { imei: imei(5), expected: imei(55) }), 31),
    working(6, 'mint', 1),
    at(7, 'idle', sentence('put-in-unit', {}), 12),
    at(8, 'amber', sentence('may-leave', { imei: imei(8) }), 48),
    working(9, 'confirm', 1),
    { ...at(10, 'idle', sentence('scan-serial', {}), 9), imei: imei(10) },
    at(11, 'green', sentence('done', { imei: imei(11) }), 14),
    working(12, 'admission', 0),
    at(13, 'amber', sentence('label-failed', { imei: imei(13), why: 'ECONNREFUSED' }), 22),
    working(14, 'read-back', 3),
    at(
      15,
      'red',
      refused(refuse('device-of-another-order', { imei: imei(15), orderId: 'ord-2026-0139', state: 'confirmed' })),
      95,
    ),
    working(16, 'probe', 1),
  ]
}

/** The numbers that go with them. */
export const exampleSummary = {
  units: 139,
  confirmed: 131,
  waiting: 3,
  yield: 131 / 139,
  firstPassYield: 126 / 139,
  taktSeconds: 21.4,
  failures: [
    { ...failure('imei-not-expected', { imei: imeiOf(5), expected: imeiOf(55) }), count: 3 },
    { ...failure('port-lost', { port: 'slot 6', during: 'AT%CMNG' }), count: 2 },
    {
      ...refused(refuse('device-of-another-order', { imei: imeiOf(15), orderId: 'ord-2026-0139', state: 'confirmed' })),
      count: 1,
    },
  ].map(({ code, params, count, says, next }) => ({ code, params, count, says, fix: next })),
}

export const exampleOrder = { quantity: 500, spent: 147 }
