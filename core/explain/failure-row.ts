import type { FirmwareFacts } from '../modem/firmware-facts.ts'
import type { LogFacts } from './log-facts.ts'

/** One row of the failure catalogue: a symptom that was seen in the field, its cause and its cure. */
export interface FailureRow {
  /** Its number in the catalogue. */
  row: string
  symptom: string
  cause: string
  fix: string
  /** What to look at next to be sure. */
  next: string
  source: string
  /** How much a match says, from 1 (one of many causes) to 10 (nothing else prints this). */
  weight: number
  /** Lines that show it. */
  lines?: readonly RegExp[]
  /** Errors that show it, by symbol, on lines of these phases. */
  errnos?: readonly ErrnoMatch[]
  /** What only the whole log shows: the numbers of the lines it rests on. */
  log?: (log: LogFacts) => readonly number[]
  /** More (positive) or less likely on this firmware. */
  onFirmware?: (firmware: FirmwareFacts) => number
}

export interface ErrnoMatch {
  symbol: string
  /** Left out: any numbering. */
  libc?: 'newlib/picolibc' | 'minimal libc'
  phases: readonly Phase[]
}

/** What the application was doing when it printed a line. */
export type Phase = 'resolve' | 'connect' | 'input' | 'other'
