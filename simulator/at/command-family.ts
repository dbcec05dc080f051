import type { FirmwareFacts } from '../../core/modem/firmware-facts.ts'
import type { ModemBehaviour } from '../behaviour.ts'
import type { Clock } from '../clock.ts'
import type { ModemState } from '../modem-state.ts'
import type { Random } from '../random.ts'
import type { ParsedCommand } from './parse-command.ts'

/** Information lines and how it ended: done, or a CME error. */
export interface Answer {
  lines: readonly string[]
  error?: number
}

export interface CommandContext {
  state: ModemState
  facts: FirmwareFacts
  behaviour: ModemBehaviour
  random: Random
  clock: Clock
  /** Sends an unsolicited line. */
  notify(line: string): void
}

/** One AT command; undefined when this form of it does not exist. */
export type CommandHandler = (command: ParsedCommand, context: CommandContext) => Answer | undefined

export const done = (...lines: string[]): Answer => ({ lines })
export const fail = (error: number): Answer => ({ lines: [], error })

export const notSupported = 0
export const simFailure = 13
export const incorrectParameters = 50
export const notFound = 513
export const noAccess = 514
export const memoryFull = 515
export const notInActiveState = 518
export const alreadyExists = 519
export const invalidContent = 527
export const powerWarning = 528
