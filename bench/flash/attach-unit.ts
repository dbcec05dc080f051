import { at } from '../../core/modem/at-command.ts'
import type { AtSession } from '../at/at-session.ts'
import { BenchError, fail } from '../failures/failure.ts'
import { type Timers, wait } from '../timers.ts'
import { tellModem } from './tell-modem.ts'

const denied = 3
/** UICC failure: seen after an update to 1.3.4 or 1.3.5 until the application restarts (nrf91-modem.md 6, row 27). */
const uiccFailure = 90
const registered = [1, 5]
const simFailure = 13
const pollMs = 500

const statusIn = (lines: readonly string[]): number | undefined => {
  const found = lines.map((line) => /^\+CEREG: ?\d+,(\d+)/.exec(line)?.[1]).find((text) => text !== undefined)
  return found === undefined ? undefined : Number(found)
}

/** A SIM that failed shows as a refusal of CFUN=1, with or without its number (nrf91-modem.md 2.7). */
const switchOn = async (session: AtSession): Promise<void> => {
  const answer = await tellModem(session, at.setFunctionalMode(1), { allow: [simFailure] }).catch((cause: unknown) => {
    const heard = cause instanceof BenchError ? cause.failure.params.answer : undefined
    throw heard === 'ERROR' ? fail('sim-failed', { port: session.port, heard }, { cause }) : cause
  })
  if (!answer.ok) throw fail('sim-failed', { port: session.port, heard: answer.text })
}

/**
 * Switches the radio on, waits until the unit is registered, and switches it off again with CFUN=0, which writes the
 * network history to flash (nrf91-modem.md 2.7); answers the milliseconds it took. Throws `attach-denied`, `sim-failed` or
 * `attach-timeout`; the radio is off afterwards.
 */
export const attachUnit = async (
  session: AtSession,
  { timers, timeoutMs, signal }: { timers: Timers; timeoutMs: number; signal?: AbortSignal },
): Promise<number> => {
  const began = timers.now()
  await switchOn(session)
  try {
    for (;;) {
      const { lines } = await tellModem(session, at.registration(), { tries: 2 })
      const status = statusIn(lines)
      const took = Math.round(timers.now() - began)
      if (status !== undefined && registered.includes(status)) return took
      if (status === uiccFailure) throw fail('sim-failed', { port: session.port, heard: `+CEREG: ${status}` })
      if (status === denied) throw fail('attach-denied', { port: session.port })
      if (took > timeoutMs) throw fail('attach-timeout', { port: session.port, seconds: timeoutMs / 1000 })
      await wait(timers, pollMs, signal)
    }
  } finally {
    await tellModem(session, at.setFunctionalMode(0), { tries: 2 })
  }
}
