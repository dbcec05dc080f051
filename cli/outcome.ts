import { BenchError, type Failure } from '../bench/failures/failure.ts'
import type { Refused } from '../bench/refused.ts'
import { type CommandResult, type ExitCode, exit, UsageError } from './command.ts'

const exitOf: Record<Failure['layer'], ExitCode> = {
  station: exit.usage,
  cloud: exit.cloud,
  port: exit.modem,
  modem: exit.modem,
  unit: exit.no,
}

/** How an outage is shown, and how the command ends with it. */
export const failureResult = ({ layer, code, params, says, next }: Failure): CommandResult => ({
  exit: exitOf[layer],
  json: { error: { layer, code, params, says, next } },
  text: `${says}\n${next}`,
})

/** An expected "no": it ends with 1. */
export const refusalResult = ({ refused, params, says, next }: Refused): CommandResult => ({
  exit: exit.no,
  json: { refused: { code: refused, params, says, next } },
  text: `Refused: ${says}\n${next}`,
})

/** What was thrown, as a result. What nobody expected is a bug: short, and with its stack only when asked for. */
export const thrownResult = (error: unknown, env: Readonly<Record<string, string | undefined>>): CommandResult => {
  if (error instanceof BenchError) return failureResult(error.failure)
  const message = (error as Partial<Error> | undefined)?.message ?? String(error)
  if (error instanceof UsageError)
    return { exit: exit.usage, json: { error: { layer: 'usage', code: 'usage', says: message } }, text: message }
  const stack = (error as Partial<Error> | undefined)?.stack
  const next = env.MINTMARK_DEBUG
    ? String(stack)
    : 'This is a bug in Mintmark. MINTMARK_DEBUG=1 shows where; please report it with that.'
  return {
    exit: exit.bug,
    json: { error: { layer: 'bug', code: 'bug', says: message, next } },
    text: `mintmark failed in a way it did not expect: ${message}\n${next}`,
  }
}
