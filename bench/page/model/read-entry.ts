import { parseImei } from '../../../core/device/imei.ts'
import type { Entered } from './keys.ts'

/** What somebody meant with what was scanned or typed. */
export type Entry =
  | { kind: 'go' }
  | { kind: 'slot'; slot: number }
  | { kind: 'unit'; serial?: string; imei?: string }
  /** A slot's number and a serial, or one serial with a pause in it: nobody can tell. */
  | { kind: 'unclear'; text: string }

/** The slot that digits name, if this bench has it. */
export const slotNamed = (text: string, slots: readonly number[]): number | undefined =>
  /^\d{1,3}$/.test(text) ? slots.find((slot) => slot === Number(text)) : undefined

/** The code of our own labels is a line of JSON (bench/label/label.ts). */
const labelOf = (text: string): Entry | undefined => {
  if (!text.startsWith('{')) return undefined
  try {
    const { serial, imei } = JSON.parse(text) as Record<string, unknown>
    const unit = {
      ...(typeof serial === 'string' ? { serial } : {}),
      ...(typeof imei === 'string' ? { imei } : {}),
    }
    return Object.keys(unit).length === 0 ? undefined : { kind: 'unit', ...unit }
  } catch {
    return undefined
  }
}

/**
 * Reads what Enter ended: nothing, a slot's number, our own label, an IMEI, or else a serial; with the number of a slot that
 * was pressed before a scan. `chosen` is the slot that was chosen before. A wrong serial cannot be taken back, so what can be
 * read in two ways is not read.
 */
export const readEntry = (
  { lead, text, isScan }: Entered,
  slots: readonly number[],
  chosen?: number,
): { slot?: number; entry: Entry } => {
  const before = slotNamed(lead, slots)
  if (lead !== '' && !isScan)
    return before === undefined || chosen !== undefined
      ? { entry: meaningOf(lead + text, slots) }
      : { entry: { kind: 'unclear', text: `${lead} ${text}` } }
  return { ...(before === undefined ? {} : { slot: before }), entry: meaningOf(text, slots) }
}

const meaningOf = (text: string, slots: readonly number[]): Entry => {
  if (text === '') return { kind: 'go' }
  const slot = slotNamed(text, slots)
  if (slot !== undefined) return { kind: 'slot', slot }
  const imei = parseImei(text)
  return labelOf(text) ?? (imei.ok ? { kind: 'unit', imei: imei.imei } : { kind: 'unit', serial: text })
}
