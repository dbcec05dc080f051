import { openShift } from '../../../bench/station/shift-summary.ts'
import type { UnitRecord } from '../../../bench/station/unit-record.ts'

const record = (imei: string | undefined, outcome: UnitRecord['outcome'], second: number, code = 'c'): UnitRecord => ({
  schema: 1,
  orderId: 'o',
  at: new Date(second * 1000).toISOString(),
  ...(imei && { imei }),
  outcome,
  colour: 'idle',
  sentence: { code, params: {}, says: `${code} says`, next: `${code} fix` },
})

test('an empty shift has no yield to speak of', () => {
  expect(openShift().summary()).toEqual({
    units: 0,
    confirmed: 0,
    waiting: 0,
    yield: undefined,
    firstPassYield: undefined,
    taktSeconds: undefined,
    failures: [],
  })
})

test('yield, first pass, takt and the failures, most frequent first, with their fix', () => {
  const shift = openShift()
  for (const each of [
    record('a', 'confirmed', 10),
    record('b', 'failed', 20, 'no-answer'),
    record('b', 'confirmed', 30),
    record('c', 'waiting', 40),
    record('c', 'confirmed', 50),
    record('d', 'refused', 60, 'order-exhausted'),
    record(undefined, 'failed', 70, 'no-answer'),
    record('a', 'confirmed', 90),
  ])
    shift.add(each)
  expect(shift.summary()).toEqual({
    units: 4,
    confirmed: 3,
    waiting: 0,
    yield: 0.75,
    firstPassYield: 0.5,
    taktSeconds: 20,
    failures: [
      { code: 'no-answer', params: {}, count: 2, says: 'no-answer says', fix: 'no-answer fix' },
      { code: 'order-exhausted', params: {}, count: 1, says: 'order-exhausted says', fix: 'order-exhausted fix' },
    ],
  })
})
