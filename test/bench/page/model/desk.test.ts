import type { SlotState } from '../../../../bench/page/contract.ts'
import { type Desk, emptyDesk, takeEntry } from '../../../../bench/page/model/desk.ts'
import type { Entry } from '../../../../bench/page/model/read-entry.ts'

const tile = (slot: number, colour: SlotState['colour'], code: string, imei?: string): SlotState => ({
  slot,
  colour,
  imei,
  sentence: { code, params: {}, says: '', next: '' },
  since: '',
})
const free = (slot: number) => tile(slot, 'idle', 'put-in-unit')
const waiting = (slot: number, imei?: string) => tile(slot, 'idle', 'scan-serial', imei)
const serial: Entry = { kind: 'unit', serial: 'SN-1' }

const take = (entries: readonly Entry[], slots: readonly SlotState[]) => {
  let desk: Desk = emptyDesk
  const starts: unknown[] = []
  for (const entry of entries) {
    const after = takeEntry(desk, entry, slots)
    desk = after.desk
    if (after.start) starts.push(after.start)
  }
  return { desk, starts }
}

test('a serial is for the one slot that waits for it', () => {
  expect(take([serial], [free(1), waiting(2), free(3)]).starts).toEqual([{ slot: 2, serial: 'SN-1' }])
})

test('between two that wait nobody guesses: the page asks, and the number decides', () => {
  const slots = [waiting(1), waiting(2)]
  const asked = take([serial], slots)
  expect(asked).toEqual({
    starts: [],
    desk: { serial: 'SN-1', hint: { word: 'chooseSlot', params: { what: 'SN-1' } } },
  })
  expect(take([serial, { kind: 'slot', slot: 1 }], slots)).toEqual({
    starts: [{ slot: 1, serial: 'SN-1' }],
    desk: emptyDesk,
  })
})

test('a slot chosen first takes the next scan, or Enter', () => {
  const slots = [waiting(1), waiting(2), free(3)]
  expect(take([{ kind: 'slot', slot: 2 }], slots).desk.hint).toEqual({ word: 'slotChosen', params: { slot: 2 } })
  expect(take([{ kind: 'slot', slot: 2 }, serial], slots).starts).toEqual([{ slot: 2, serial: 'SN-1' }])
  expect(take([{ kind: 'slot', slot: 3 }, { kind: 'go' }], slots).starts).toEqual([{ slot: 3 }])
  expect(take([{ kind: 'go' }], slots)).toEqual({ starts: [], desk: emptyDesk })
})

test('an IMEI goes to the slot that holds it, and waits there for the serial', () => {
  const slots = [waiting(1, '111'), waiting(2, '222')]
  const held = take([{ kind: 'unit', imei: '222' }], slots)
  expect(held.starts).toEqual([])
  expect(held.desk.hint).toEqual({ word: 'imeiHeld', params: { imei: '222' } })
  expect(take([{ kind: 'unit', imei: '222' }, serial], slots).starts).toEqual([
    { slot: 2, serial: 'SN-1', imei: '222' },
  ])
})

test('what is not clear starts nothing and forgets nothing', () => {
  const before = take([{ kind: 'slot', slot: 2 }], [waiting(1), waiting(2)]).desk
  const after = takeEntry(before, { kind: 'unclear', text: '12 345' }, [waiting(1), waiting(2)])
  expect(after).toEqual({ desk: { ...before, hint: { word: 'unclear', params: { text: '12 345' } } } })
})

test('our own label has both, and starts the slot that holds its IMEI', () => {
  const label: Entry = { kind: 'unit', serial: 'SN-1', imei: '222' }
  expect(take([label], [waiting(1), tile(2, 'red', 'port-lost', '222')]).starts).toEqual([
    { slot: 2, serial: 'SN-1', imei: '222' },
  ])
})

test('at a bench with one slot every scan is for it, whatever it does: the agent answers', () => {
  expect(take([serial], [tile(1, 'working', 'working')]).starts).toEqual([{ slot: 1, serial: 'SN-1' }])
  expect(take([{ kind: 'unit', imei: '111' }], [free(1)]).starts).toEqual([{ slot: 1, imei: '111' }])
})
