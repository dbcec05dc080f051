import type { JournalAct } from './journal-line.ts'
import type { UnitHistory } from './unit-history.ts'

/** The station's memory of one order. */
export interface Journal {
  /** Resolves when the acts are on the disk; throws `journal-not-written` when they cannot be. */
  append(unit: { imei: string; port: string }, ...acts: JournalAct[]): Promise<void>
  /** What earlier runs, also killed ones, did to this unit. */
  historyOf(imei: string): Promise<UnitHistory>
  close(): Promise<void>
}
