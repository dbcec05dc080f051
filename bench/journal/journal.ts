import type { JournalAct } from './journal-line.ts'
import type { LineMemory } from './line-memory.ts'
import type { UnitHistory } from './unit-history.ts'

/** The station's memory of one order. */
export interface Journal {
  /** Resolves when the acts are on the disk; throws `journal-not-written` when they cannot be. */
  append(unit: { imei: string; port: string; article?: true }, ...acts: JournalAct[]): Promise<void>
  /** What earlier runs, also killed ones, did to this unit. */
  historyOf(imei: string): Promise<UnitHistory>
  /** Every unit of the journal: what a station picks up again when it starts. */
  units(): ReadonlyMap<string, UnitHistory>
  /** The order's profile as the cloud last said it. */
  profile(): object | undefined
  /** What is known of the line itself. */
  line(): LineMemory
  close(): Promise<void>
}
