import type { Sentence } from './sentences.ts'
import type { UnitRecord } from './unit-record.ts'

export interface ShiftSummary {
  /** Units that were run, each counted once however often it was tried. */
  units: number
  confirmed: number
  /** Amber: their confirmation or certificate follows. */
  waiting: number
  /** Confirmed share of all units; undefined before the first. */
  yield: number | undefined
  /** Share of all units that were confirmed at their first try. */
  firstPassYield: number | undefined
  /** Mean seconds between two confirmed units; undefined before the second. */
  taktSeconds: number | undefined
  /** Why runs ended red, most frequent first, with what to do about it; parameters and sentences are those of the last one. */
  failures: { code: string; params: Sentence['params']; count: number; says: string; fix: string }[]
}

export interface Shift {
  add(record: UnitRecord): void
  summary(): ShiftSummary
}

interface Tried {
  outcome: UnitRecord['outcome']
  /** Also of a unit that waited for the cloud only. */
  firstPass: boolean
}

const share = (part: number, whole: number): number | undefined => (whole === 0 ? undefined : part / whole)

/** Adds up a shift unit by unit. A run that never learnt an IMEI counts among the failures, and as no unit. */
export const openShift = (): Shift => {
  const units = new Map<string, Tried>()
  const failures = new Map<string, ShiftSummary['failures'][number]>()
  const confirmedAt: { first?: number; last?: number } = {}
  const count = (outcome: UnitRecord['outcome']) =>
    [...units.values()].filter((unit) => unit.outcome === outcome).length
  return {
    add({ imei, outcome, sentence: { code, params, says, next }, at }) {
      const before = imei === undefined ? undefined : units.get(imei)
      if (imei !== undefined) {
        const firstPass = before?.firstPass ?? (outcome === 'confirmed' || outcome === 'waiting')
        units.set(imei, { outcome, firstPass })
      }
      if (outcome === 'confirmed' && before?.outcome !== 'confirmed') {
        const time = Date.parse(at)
        confirmedAt.first ??= time
        confirmedAt.last = time
      }
      if (outcome !== 'refused' && outcome !== 'failed') return
      const count = (failures.get(code)?.count ?? 0) + 1
      failures.set(code, { code, params, count, says, fix: next })
    },
    summary() {
      const confirmed = count('confirmed')
      const firstPass = [...units.values()].filter((unit) => unit.firstPass && unit.outcome === 'confirmed').length
      const { first, last } = confirmedAt
      return {
        units: units.size,
        confirmed,
        waiting: count('waiting'),
        yield: share(confirmed, units.size),
        firstPassYield: share(firstPass, units.size),
        taktSeconds:
          confirmed > 1 && first !== undefined && last !== undefined
            ? (last - first) / 1000 / (confirmed - 1)
            : undefined,
        failures: [...failures.values()].sort((a, b) => b.count - a.count || a.code.localeCompare(b.code)),
      }
    },
  }
}
