import { redact } from '../modem/redact.ts'
import type { FailureRow, Phase } from './failure-row.ts'
import { failureRows } from './failure-rows.ts'
import { addLine, emptyLogFacts, giveUp, type LogFacts } from './log-facts.ts'
import { type Cause, type Match, rankCauses } from './rank-causes.ts'
import { type ReadErrno, readErrnos } from './read-errnos.ts'
import { type ExplainOptions, firmwareOf } from './two-firmwares.ts'

export interface Explanation {
  /** Most likely first. */
  causes: Cause[]
  errnos: { line: number; text: string; symbol: string; numberings: readonly string[]; meaning: string }[]
  firmware: { before?: string; after?: string; sniIsNew: boolean }
  /** Lines that look like a failure and are none that we know; the first twenty. */
  unknown: { line: number; text: string }[]
  lines: number
  /** Things to know about the log itself. */
  warnings: string[]
}

export interface Explainer {
  add(line: string): void
  finish(): Explanation
}

const failureWords =
  /<err>|<wrn>|\b(?:err|error|fail\w*|fault|crash\w*|refused|denied|abort\w*|time[ds]? ?out|invalid)\b|error:/i
const closed = /POLLHUP|POLLERR|POLLNVAL|unexpectedly closed|\balert\b|MQTT_EVT_DISCONNECT/i
const longest = 2000

/** Explains a device log line by line; memory does not grow with the log. */
export function explainer(options: ExplainOptions = {}): Explainer {
  const log = emptyLogFacts()
  const matches = new Map<string, Match>()
  const found: Explanation['errnos'] = []
  const unknown: Explanation['unknown'] = []
  let insideKey = false
  let firstLine = ''

  return {
    add(raw) {
      const line = raw.slice(0, longest)
      addLine(log, raw)
      const starts = /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(line)
      if (starts) log.privateKey ??= log.lines
      const secret = insideKey || starts
      insideKey = secret && !/-----END [A-Z ]*PRIVATE KEY-----/.test(raw)
      if (log.lines === 1 && !secret) firstLine = line
      const known = matchLine(line, log, matches, found)
      if (!known && !secret && unknown.length < 20 && failureWords.test(line)) unknown.push(shown(log.lines, line))
    },
    finish() {
      giveUp(log)
      for (const row of failureRows) {
        for (const line of row.log?.(log) ?? []) note(matches, row.row, row, row.weight, line)
      }
      if (matches.size === 0 && unknown.length === 0 && log.lines === 1) unknown.push(shown(1, firstLine))
      const firmware = firmwareOf(log, options)
      return {
        causes: rankCauses(matches, log, firmware),
        errnos: found,
        firmware: {
          ...(firmware.before && { before: firmware.before.firmware.text }),
          ...(firmware.after && { after: firmware.after.firmware.text }),
          sniIsNew: firmware.sniIsNew,
        },
        unknown,
        lines: log.lines,
        warnings: warningsOf(log),
      }
    },
  }
}

/** Explains a whole text. */
export function explain(text: string, options: ExplainOptions = {}): Explanation {
  const one = explainer(options)
  for (const line of text.replace(/\n$/, '').split('\n')) one.add(line)
  return one.finish()
}

function matchLine(line: string, log: LogFacts, matches: Map<string, Match>, found: Explanation['errnos']): boolean {
  const phase = phaseOf(line)
  const errnos = readErrnos(line)
  let known = errnos.length > 0
  for (const row of failureRows) {
    const shows = row.lines?.some((pattern) => pattern.test(line)) || errnos.some((errno) => meets(row, errno, phase))
    if (!shows) continue
    known = true
    note(matches, row.row, row, row.weight, log.lines)
  }
  for (const { row, text, numberings } of errnos) {
    note(matches, row.symbol, row, 3, log.lines)
    if (found.length < 100) found.push({ line: log.lines, text, symbol: row.symbol, numberings, meaning: row.cause })
  }
  if ((errnos.length > 0 && phase !== 'resolve') || closed.test(line)) {
    if (log.connection.length < 10) log.connection.push(log.lines)
  }
  return known
}

function meets(row: FailureRow, errno: ReadErrno, phase: Phase): boolean {
  return (
    row.errnos?.some(
      ({ symbol, libc, phases }) =>
        symbol === errno.row.symbol &&
        phases.includes(phase) &&
        (libc === undefined || errno.numberings.includes(libc)),
    ) === true
  )
}

function phaseOf(line: string): Phase {
  if (/getaddrinfo|resolv|\bdns\b/i.test(line)) return 'resolve'
  if (/input|poll|recv|disconnect|\bread\b/i.test(line)) return 'input'
  return /connect|handshake|\btls\b|broker_init/i.test(line) ? 'connect' : 'other'
}

function note(matches: Map<string, Match>, key: string, row: Match['row'], score: number, line: number): void {
  const match = matches.get(key) ?? { row, score, lines: [] }
  if (match.lines.length < 10 && !match.lines.includes(line)) match.lines.push(line)
  matches.set(key, match)
}

function warningsOf({ privateKey }: LogFacts): string[] {
  if (privateKey === undefined) return []
  return [`line ${privateKey} holds a private key: treat the log as secret and give the device a new credential`]
}

function shown(line: number, text: string): { line: number; text: string } {
  return { line, text: redact(text.trim()).slice(0, 200) }
}
