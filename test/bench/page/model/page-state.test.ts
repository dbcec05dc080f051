import type { Message, SlotState } from '../../../../bench/page/contract.ts'
import { afterMessage, initialState, type PageState } from '../../../../bench/page/model/page-state.ts'

const tile = (slot: number, colour: SlotState['colour']): SlotState => ({
  slot,
  colour,
  sentence: { code: 'c', params: {}, says: '', next: '' },
  since: '2026-11-22T10:00:00.000Z',
})
const summary = { units: 2, confirmed: 1, waiting: 1, failures: [] }
const full: Message = { type: 'state', data: { orderId: 'o1', slots: [tile(2, 'idle'), tile(1, 'green')], summary } }

const after = (...messages: Message[]): PageState =>
  messages.reduce((state, message) => afterMessage(state, message, 1_000), initialState)

test('before the first state nothing is live', () => {
  expect(initialState.link).toBe('connecting')
})

test('the state says all, in the order of the slots', () => {
  expect(after(full)).toMatchObject({ link: 'live', orderId: 'o1', summary, slots: [{ slot: 1 }, { slot: 2 }] })
})

test('a slot changes alone', () => {
  const state = after(full, { type: 'slot', data: { at: '', slot: tile(2, 'red') } })
  expect(state.slots.map(({ slot, colour }) => [slot, colour])).toEqual([
    [1, 'green'],
    [2, 'red'],
  ])
})

test('a lost agent is lost until it has told its whole state again', () => {
  const lost = after(full, { type: 'lost' })
  expect(lost.link).toBe('lost')
  expect(afterMessage(lost, { type: 'slot', data: { at: '', slot: tile(1, 'green') } }, 0).link).toBe('lost')
  expect(afterMessage(lost, { type: 'alive', data: { at: '2026-11-22T10:00:00.000Z' } }, 0).link).toBe('lost')
  expect(afterMessage(lost, { type: 'refused' }, 0).link).toBe('refused')
  expect(afterMessage(lost, full, 0).link).toBe('live')
})

test('how a unit was proven is known by its IMEI, and news is not overwritten by the list that was asked for before', () => {
  const state = after(
    full,
    { type: 'unit', data: { unit: { imei: '1', proof: 'digest' } } },
    {
      type: 'units',
      data: { units: [{ imei: '1', proof: 'presence' }, { imei: '2', proof: 'presence' }, {}] },
    },
  )
  expect(state.proofs).toEqual({ 1: 'digest', 2: 'presence' })
})

test('numbers, order and the clock of the agent are followed', () => {
  const state = after(
    full,
    { type: 'summary', data: { summary: { ...summary, units: 3 } } },
    { type: 'order', data: { order: { quantity: 10, spent: 4 } } },
    { type: 'alive', data: { at: new Date(61_000).toISOString() } },
  )
  expect(state).toMatchObject({ summary: { units: 3 }, order: { quantity: 10, spent: 4 }, clockAhead: 60_000 })
})
