import { parseListing } from '../modem/parse-listing.ts'

/** What a log says as a whole, beyond single lines. Collected line by line; memory does not grow with the log. */
export interface LogFacts {
  lines: number
  /** The first firmware named and the last one, with their lines. */
  firmwareBefore?: { text: string; line: number }
  firmwareAfter?: { text: string; line: number }
  /** Which of the types 0, 1 and 2 the modem listed for a tag, and where. */
  listed: Map<number, { types: Set<number>; line: number }>
  /** A command that has no final result yet. */
  pending?: { command: string; line: number; length: number }
  /** Commands that never got one: the next began, or the log ended. */
  unanswered: { command: string; line: number; length: number }[]
  /** Commands that were answered with plain ERROR. */
  refused: { command: string; line: number; length: number }[]
  /** How often the modem said it is searching, and where first. */
  searching: { times: number; line: number }
  /** Lines on which a connection failed or was closed. */
  connection: number[]
  /** Where the log names the Thingy:91 or its bridge. */
  thingy?: number
  privateKey?: number
}

export function emptyLogFacts(): LogFacts {
  return { lines: 0, listed: new Map(), unanswered: [], refused: [], searching: { times: 0, line: 0 }, connection: [] }
}

const firmware = /\bmfw[-_][\w-]*?_?\d{1,3}\.\d{1,3}\.\d{1,3}(?:[-_.][\w.-]*\w)?/
const command = /(?:^|[>\s])(AT(?:[+%#][A-Z0-9_]+\S?.*)?)$/i
const result = /^(?:OK|ERROR|\+CM[ES] ERROR: ?\d+)$/
const mostKept = 100

/** Adds one line, numbered from 1. */
export function addLine(log: LogFacts, line: string): void {
  log.lines += 1
  const text = line.trim()
  noteFirmware(log, text)
  noteCommand(log, text)
  noteListing(log, text)
  if (/\+CEREG: ?(?:[0-5],)?2\b|searching/i.test(text)) {
    log.searching = { times: log.searching.times + 1, line: log.searching.line || log.lines }
  }
  if (/thingy:?\s?91|connectivity bridge/i.test(text)) log.thingy ??= log.lines
}

function noteFirmware(log: LogFacts, text: string): void {
  const named = firmware.exec(text)?.[0]
  if (named === undefined) return
  log.firmwareBefore ??= { text: named, line: log.lines }
  if (log.firmwareAfter?.text !== named) log.firmwareAfter = { text: named, line: log.lines }
}

function noteCommand(log: LogFacts, text: string): void {
  const sent = command.exec(text)?.[1]
  if (sent !== undefined && !text.includes('<err>')) {
    giveUp(log)
    log.pending = { command: sent.slice(0, 40), line: log.lines, length: sent.length }
  } else if (result.test(text)) {
    if (text === 'ERROR' && log.pending && log.refused.length < mostKept) log.refused.push(log.pending)
    delete log.pending
  } else if (log.pending) {
    // A certificate is many lines of one command.
    if (/^[A-Za-z0-9+/=-]/.test(text)) log.pending.length += text.length + 1
    if (/^\*{3} Booting/.test(text)) giveUp(log)
  }
}

/** To be called for a command that is followed by something else than its result, and at the end of the log. */
export function giveUp(log: LogFacts): void {
  if (log.pending && log.unanswered.length < mostKept) log.unanswered.push(log.pending)
  delete log.pending
}

function noteListing(log: LogFacts, text: string): void {
  if (!text.startsWith('%CMNG: ')) return
  for (const { tag, type } of parseListing(text).entries) {
    if (type > 2 || tag > 2147483647 || (log.listed.size >= mostKept && !log.listed.has(tag))) continue
    const tagged = log.listed.get(tag) ?? { types: new Set(), line: log.lines }
    tagged.types.add(type)
    log.listed.set(tag, tagged)
  }
}
