import type { SlotState } from '../contract.ts'
import type { Word } from '../languages/language.ts'
import type { Entry } from './read-entry.ts'

export interface StartCall {
  slot: number
  serial?: string | undefined
  imei?: string | undefined
}

/** What lies on the operator's desk: the chosen slot, and a scan that still needs one. */
export interface Desk {
  slot?: number | undefined
  serial?: string | undefined
  imei?: string | undefined
  /** What to say about it. */
  hint: { word: Word; params: Readonly<Record<string, unknown>> }
}

export const emptyDesk: Desk = { hint: { word: 'ready', params: {} } }

const waitsForSerial = ({ colour, sentence }: SlotState): boolean =>
  colour === 'idle' && sentence.code === 'scan-serial'

/**
 * The slot that a scan without a number is for: the one that holds the scanned IMEI, the only one that waits for a serial,
 * or the only one there is. Two that wait are never guessed between: a serial on the wrong unit cannot be taken back.
 */
const slotFor = ({ imei }: Desk, slots: readonly SlotState[]): number | undefined => {
  const holding = imei === undefined ? undefined : slots.find((slot) => slot.imei === imei && slot.colour !== 'working')
  if (holding) return holding.slot
  const waiting = slots.filter(waitsForSerial)
  if (waiting.length === 1) return waiting[0]?.slot
  return slots.length === 1 ? slots[0]?.slot : undefined
}

/** What follows from an entry: a slot to start, or what is still missing. */
export const takeEntry = (
  before: Desk,
  entry: Entry,
  slots: readonly SlotState[],
): { desk: Desk; start?: StartCall } => {
  if (entry.kind === 'unclear') return { desk: { ...before, hint: { word: 'unclear', params: { text: entry.text } } } }
  if (entry.kind === 'go' && before.slot === undefined) return { desk: before }
  const desk: Desk = {
    ...before,
    ...(entry.kind === 'slot' ? { slot: entry.slot } : {}),
    ...(entry.kind === 'unit' && entry.serial !== undefined ? { serial: entry.serial } : {}),
    ...(entry.kind === 'unit' && entry.imei !== undefined ? { imei: entry.imei } : {}),
  }
  const { serial, imei } = desk
  const isScanned = serial !== undefined || imei !== undefined
  const number = desk.slot ?? slotFor(desk, slots)
  if (number === undefined)
    return { desk: { ...desk, hint: { word: 'chooseSlot', params: { what: serial ?? imei ?? '' } } } }
  const target = slots.find(({ slot }) => slot === number)
  if (entry.kind !== 'go' && serial === undefined && imei !== undefined && target && waitsForSerial(target))
    return { desk: { ...desk, slot: number, hint: { word: 'imeiHeld', params: { imei } } } }
  if (entry.kind === 'slot' && !isScanned)
    return { desk: { ...desk, hint: { word: 'slotChosen', params: { slot: number } } } }
  return { desk: emptyDesk, start: { slot: number, serial, imei } }
}
