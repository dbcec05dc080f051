import type { JournalLine } from './journal-line.ts'
import { addLineAct, type LineMemory, noLine } from './line-memory.ts'
import { addAct, noHistory, type UnitHistory } from './unit-history.ts'

/** What a journal's lines come to, kept up to date line by line: a shift of ten thousand units fits easily. */
export interface JournalMemory {
  take(line: JournalLine): void
  historyOf(imei: string): UnitHistory
  /** Every unit that the journal names. */
  units(): ReadonlyMap<string, UnitHistory>
  /** The order's profile as the cloud last said it. */
  profile(): object | undefined
  line(): LineMemory
}

export const journalMemory = (): JournalMemory => {
  const units = new Map<string, UnitHistory>()
  let profile: object | undefined
  let lineMemory = noLine
  const historyOf = (imei: string): UnitHistory => units.get(imei) ?? noHistory
  return {
    take(line) {
      if (line.article) return
      const aboutLine = addLineAct(lineMemory, line)
      if (aboutLine) lineMemory = aboutLine
      else if (line.act === 'profile') profile = line.profile
      else units.set(line.imei, addAct(historyOf(line.imei), line))
    },
    historyOf,
    units: () => units,
    profile: () => profile,
    line: () => lineMemory,
  }
}
