import { flashSteps } from '../../../../bench/flash/flash-result.ts'
import type { SlotState } from '../../../../bench/page/contract.ts'
import { gridOf } from '../../../../bench/page/model/grid.ts'
import { duration, steps, tileOf } from '../../../../bench/page/model/tile.ts'

const now = Date.parse('2026-11-22T10:01:00.000Z')
const slot = (colour: SlotState['colour'], code: string, more: Partial<SlotState> = {}): SlotState => ({
  slot: 3,
  colour,
  sentence: { code, params: {}, says: '', next: '' },
  since: '2026-11-22T10:00:00.000Z',
  ...more,
})
const live = { link: 'live', proof: undefined, now } as const

test.each([
  ['idle', 'put-in-unit', 'free', 'start'],
  ['idle', 'scan-serial', 'scan', undefined],
  ['working', 'working', 'working', undefined],
  ['green', 'done', 'done', undefined],
  ['amber', 'may-leave', 'later', undefined],
  ['amber', 'bring-back', 'later', undefined],
  ['amber', 'label-failed', 'look', 'print-label'],
  ['amber', 'attach-failed', 'look', 'again'],
  ['red', 'port-lost', 'stop', 'again'],
] as const)('%s with %s is "%s", its button: %s', (colour, code, kind, action) => {
  expect(tileOf(slot(colour, code), live)).toMatchObject({ slot: 3, kind, action, isHollow: false })
})

test('a page that does not hear its agent shows no colour and no button, least of all green', () => {
  for (const link of ['connecting', 'lost', 'refused'] as const)
    expect(tileOf(slot('green', 'done'), { ...live, link })).toMatchObject({ kind: 'unknown', action: undefined })
})

test('proven by presence alone is green with a hollow mark', () => {
  expect(tileOf(slot('green', 'done'), { ...live, proof: 'presence' }).isHollow).toBe(true)
  expect(tileOf(slot('green', 'done'), { ...live, proof: 'digest' }).isHollow).toBe(false)
})

test('time counts from the step while the unit is in work, else from the colour, and never backwards', () => {
  const stepSince = '2026-11-22T10:00:53.500Z'
  expect(tileOf(slot('working', 'working', { step: 'write', stepSince }), live).seconds).toBe(6)
  expect(tileOf(slot('working', 'working'), live).seconds).toBe(60)
  expect(tileOf(slot('green', 'done', { stepSince }), live).seconds).toBe(60)
  expect(tileOf(slot('green', 'done'), { ...live, now: now - 90_000 }).seconds).toBe(0)
  expect(tileOf(slot('green', 'done', { since: '' }), live).seconds).toBe(0)
})

test('progress goes with the steps of the bench', () => {
  expect(steps).toEqual([...flashSteps, 'attach', 'label'])
  const progress = steps.map((step) => tileOf(slot('working', 'working', { step }), live).progress)
  expect(progress).toEqual([...progress].sort((a, b) => a - b))
  expect(progress.at(-1)).toBe(1)
})

test.each([
  [7, '7 s'],
  [65, '1:05'],
  [3_840, '1 h 04'],
])('%i seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text)
})

test.each([
  [1, 1, 1],
  [2, 2, 1],
  [4, 2, 2],
  [6, 3, 2],
  [12, 4, 3],
  [16, 4, 4],
])('%i slots: %i columns, %i rows', (slots, columns, rows) => {
  expect(gridOf(slots)).toEqual({ columns, rows })
})
