import { parseImei } from '../../../core/device/imei.ts'
import type { Entered } from './keys.ts'

/** What somebody meant with what was scanned or typed. */
export type Entry = { kind: 'go' } | { kind: 'slot'; slot: number } | { kind: 'unit'; serial?: string; imei?: string }

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

/** Reads what Enter ended: nothing, a slot's number, our own label, an IMEI, or else a serial. */
export const readEntry = ({ lead, text }: Entered, slots: readonly number[]): { slot?: number; entry: Entry } => {
  const before = slotNamed(lead, slots)
  const chosen = before === undefined ? {} : { slot: before }
  if (text === '') return { ...chosen, entry: { kind: 'go' } }
  const slot = slotNamed(text, slots)
  if (slot !== undefined) return { ...chosen, entry: { kind: 'slot', slot } }
  const imei = parseImei(text)
  return {
    ...chosen,
    entry: labelOf(text) ?? (imei.ok ? { kind: 'unit', imei: imei.imei } : { kind: 'unit', serial: text }),
  }
}
