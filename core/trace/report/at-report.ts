import type { AtFacts } from '../at/at-facts.ts'
import { isoTime } from './iso-time.ts'

/** The AT side of a capture, with times as ISO 8601. */
export interface AtReport {
  packets: number
  firmware: string | null
  imei: string | null
  functionality: { mode: number; at: string }[]
  registration: { stat: number; says: string; at: string }[]
  attachMs: number | null
  errors: { command: string; error: string; at: string }[]
  privateKeysWritten: { tag: number | null; at: string }[]
}

export const atReport = (facts: AtFacts): AtReport => ({
  packets: facts.packets,
  firmware: facts.firmware,
  imei: facts.imei,
  functionality: facts.functionality.map(({ mode, time }) => ({ mode, at: isoTime(time) })),
  registration: facts.registration.map(({ stat, says, time }) => ({ stat, says, at: isoTime(time) })),
  attachMs: facts.attachMs,
  errors: facts.errors.map(({ command, error, time }) => ({ command, error, at: isoTime(time) })),
  privateKeysWritten: facts.privateKeysWritten.map(({ tag, time }) => ({
    tag: Number.isNaN(tag) ? null : tag,
    at: isoTime(time),
  })),
})
