import { type AtCommand, at } from '../../core/modem/at-command.ts'
import { cmeError } from '../../core/modem/cme-errors.ts'
import { type ListedCredential, parseListing } from '../../core/modem/parse-listing.ts'
import type { AtSession } from '../at/at-session.ts'
import { commandName } from '../at/command-name.ts'
import { probeModem } from '../at/probe-modem.ts'
import { fail } from '../failures/failure.ts'

export interface InspectedModem {
  imei: string
  /** Text of `AT+CGMR`. */
  firmware: string
  /** Text of `AT%HWVERSION`, where the application lets it through. */
  hardware?: string
  entries: ListedCredential[]
}

const tries = 3

/**
 * Reads what a modem is and what it holds. Sends only commands that change nothing, not even a setting of the session.
 * Throws a `BenchError` when the port or the modem fails.
 */
export const inspectModem = async (session: AtSession, tag?: number): Promise<InspectedModem> => {
  const { imei } = await probeModem(session)
  const firmware = (await ask(session, at.firmware())).join(' ').trim()
  const hardware = await session.send(at.hardware(), tries)
  const entries = await list(session, tag === undefined ? at.listAll() : at.list(tag))
  const version = hardware.ok
    ? hardware.lines
        .join(' ')
        .replace(/^%HWVERSION: ?/, '')
        .trim()
    : ''
  return { imei, firmware, ...(version !== '' && { hardware: version }), entries }
}

/** A listing that a notification tore is asked for again: asking changes nothing. */
const list = async (session: AtSession, command: AtCommand): Promise<ListedCredential[]> => {
  let why = ''
  for (let i = 0; i < tries; i++) {
    const { entries, malformed } = parseListing(await ask(session, command))
    const [torn] = malformed
    if (torn === undefined) return entries
    why = torn.says
    await session.drain()
  }
  throw fail('answer-garbled', { command: commandName(command.line), why })
}

const ask = async (session: AtSession, command: AtCommand): Promise<string[]> => {
  const answer = await session.send(command, tries)
  if (answer.ok) return answer.lines
  const { meaning, fix } =
    answer.code === undefined
      ? { meaning: 'without a reason', fix: 'Repeat; if it stays, reset the unit.' }
      : cmeError(answer.code)
  throw fail('modem-refused', { command: commandName(command.line), answer: answer.text, meaning, fix })
}
