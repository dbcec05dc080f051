import { type AtCommand, at } from '../../core/modem/at-command.ts'
import { cmeError } from '../../core/modem/cme-errors.ts'
import type { AtAnswer } from '../at/at-answer.ts'
import type { AtSession } from '../at/at-session.ts'
import { commandName } from '../at/command-name.ts'
import { fail } from '../failures/failure.ts'

const bareError = {
  meaning: 'without a reason',
  fix: 'Repeat; if it stays, compare the firmware (AT+CGMR) with the firmware table.',
}

const stillActive = 518
const activeTries = 3

/** An application that switches the radio on again meanwhile is told once more to leave it off. */
const sendInactive = async (session: AtSession, command: AtCommand, tries: number): Promise<AtAnswer> => {
  for (let i = 1; ; i++) {
    const answer = await session.send(command, tries)
    if (answer.ok || answer.code !== stillActive || i === activeTries) return answer
    await session.send(at.setFunctionalMode(4))
  }
}

/**
 * Sends a command that must succeed; `allow` lists the `+CME ERROR` numbers that the caller handles itself.
 * Throws `modem-refused` with what the number means and what to do.
 */
export const tellModem = async (
  session: AtSession,
  command: AtCommand,
  { allow = [], tries = 1 }: { allow?: readonly number[]; tries?: number } = {},
): Promise<AtAnswer> => {
  const answer = await sendInactive(session, command, tries)
  if (answer.ok || (answer.code !== undefined && allow.includes(answer.code))) return answer
  const { meaning, fix } = answer.code === undefined ? bareError : cmeError(answer.code)
  throw fail('modem-refused', { command: commandName(command.line), answer: answer.text, meaning, fix })
}
