import type { ErrnoRow } from './errnos.ts'
import type { FailureRow } from './failure-row.ts'
import { failureRows } from './failure-rows.ts'
import type { LogFacts } from './log-facts.ts'
import type { TwoFirmwares } from './two-firmwares.ts'

export interface Cause {
  /** Row of the failure catalogue, or the symbol of an error number. */
  row: string
  symptom: string
  cause: string
  fix: string
  /** The next check, as a command. */
  next: string
  source: string
  score: number
  /** The lines it rests on, from 1; at most ten. */
  lines: number[]
}

export interface Match {
  row: FailureRow | ErrnoRow
  score: number
  lines: number[]
}

const sniRow = failureRows.find(({ row }) => row === '1')

/** Most likely first. An update that brought SNI puts the wrong host name on top of every failed connection. */
export function rankCauses(matches: Map<string, Match>, log: LogFacts, firmware: TwoFirmwares): Cause[] {
  const sniTop = firmware.sniIsNew && log.connection.length > 0 && sniRow !== undefined
  if (sniTop) matches.set('1', { row: sniRow, score: sniRow.weight, lines: log.connection })
  return [...matches.values()]
    .map((match) => toCause(match.row, sniTop && match.row === sniRow ? 100 : scoreOf(match, firmware), match.lines))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.row.localeCompare(b.row, 'en', { numeric: true }))
}

function scoreOf({ row, score }: Match, { after }: TwoFirmwares): number {
  return 'onFirmware' in row && after ? score + (row.onFirmware?.(after) ?? 0) : score
}

function toCause(row: FailureRow | ErrnoRow, score: number, lines: number[]): Cause {
  if ('row' in row) {
    const { row: name, symptom, cause, fix, next, source } = row
    return { row: name, symptom, cause, fix, next, source, score, lines }
  }
  const { symbol, newlib, minimal, cause, next, source } = row
  const symptom =
    newlib === minimal ? `${symbol} (-${newlib})` : `${symbol} (-${newlib}, or -${minimal} with the minimal libc)`
  return { row: symbol, symptom, cause, fix: 'follow the next check', next, source, score, lines }
}
