import { at } from '../../core/modem/at-command.ts'
import type { AtSession } from '../at/at-session.ts'
import { fail } from '../failures/failure.ts'
import { type Timers, wait } from '../timers.ts'
import { tellModem } from './tell-modem.ts'

const denied = 3
const registered = [1, 5]
const pollMs = 500

const statusIn = (lines: readonly string[]): number | undefined => {
  const found = lines.map((line) => /^\+CEREG: ?\d+,(\d+)/.exec(line)?.[1]).find((text) => text !== undefined)
  return found === undefined ? undefined : Number(found)
}

/**
 * Switches the radio on, waits until the unit is registered, and switches it off again with CFUN=0, which writes the
 * network history to flash (nrf91-modem.md 2.7); answers the milliseconds it took. Throws `attach-denied` or
 * `attach-timeout`; the radio is off afterwards.
 */
export const attachUnit = async (
  session: AtSession,
  { timers, timeoutMs, signal }: { timers: Timers; timeoutMs: number; signal?: AbortSignal },
): Promise<number> => {
  const began = timers.now()
  await tellModem(session, at.setFunctionalMode(1))
  try {
    for (;;) {
      const { lines } = await tellModem(session, at.registration(), { tries: 2 })
      const status = statusIn(lines)
      const took = Math.round(timers.now() - began)
      if (status !== undefined && registered.includes(status)) return took
      if (status === denied) throw fail('attach-denied', { port: session.port })
      if (took > timeoutMs) throw fail('attach-timeout', { port: session.port, seconds: timeoutMs / 1000 })
      await wait(timers, pollMs, signal)
    }
  } finally {
    await tellModem(session, at.setFunctionalMode(0), { tries: 2 })
  }
}
