import { sentence } from './sentences.ts'
import type { SlotSource } from './station-dependencies.ts'
import type { SlotState } from './station-event.ts'
import type { UnitRecord } from './unit-record.ts'

/** What every tile shows now; says so once for every change. */
export interface SlotBoard {
  show(slot: number, change: Partial<Omit<SlotState, 'slot' | 'port' | 'since' | 'stepSince'>>): void
  showRecord(slot: number, record: UnitRecord): void
  slots(): SlotState[]
}

const sameTile = (a: SlotState, b: SlotState): boolean =>
  JSON.stringify({ ...a, since: '' }) === JSON.stringify({ ...b, since: '' })

export const slotBoard = (
  sources: readonly SlotSource[],
  now: () => Date,
  onChange: (state: SlotState) => void,
): SlotBoard => {
  const states = new Map<number, SlotState>(
    sources.map(({ slot, port }) => [
      slot,
      { slot, port, colour: 'idle', params: {}, sentence: sentence('put-in-unit', {}), since: now().toISOString() },
    ]),
  )
  const show: SlotBoard['show'] = (slot, change) => {
    const before = states.get(slot)
    if (!before) return
    const isNewColour = change.colour !== undefined && change.colour !== before.colour
    // A new colour is a new story: what belonged to the unit before does not stay on the tile.
    const { port, since } = before
    const kept = isNewColour ? { slot, port, params: {}, sentence: before.sentence } : before
    const after = { ...kept, ...change, since: isNewColour ? now().toISOString() : since } as SlotState
    if (after.step === undefined) after.stepSince = undefined
    else if (isNewColour || after.step !== before.step) after.stepSince = now().toISOString()
    if (sameTile(before, after)) return
    states.set(slot, after)
    onChange(after)
  }
  return {
    show,
    showRecord: (slot, { colour, sentence: said, imei, serial }) =>
      show(slot, { colour, sentence: said, imei, serial, step: undefined, params: {} }),
    slots: () => [...states.values()].sort((a, b) => a.slot - b.slot),
  }
}
