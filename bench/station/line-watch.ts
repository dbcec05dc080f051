import type { Port } from '../serial/port.ts'
import { type Timers, wait } from '../timers.ts'

/** Who sits on a line: asked with AT+CGSN, which changes nothing and has no quotes that a parser could stumble over. */
export interface LineWatch {
  /** Takes a line that came while no command was in flight. */
  hear(line: string): void
  /** Asks once, and waits until the answer is there or the time is over, or `wake` is called. */
  ask(): Promise<void>
  /** Ends the wait early. */
  wake(): void
  /** The unit that answered last; undefined after two silent questions. */
  present(): string | undefined
  /** Questions in a row without an IMEI. */
  silent(): number
  /** Whether anything at all came since the last IMEI: a log, a shell, an error. */
  isNoisy(): boolean
  isGone(): boolean
}

export const watchLine = (port: Port, timers: Timers, everyMs: number, signal: AbortSignal): LineWatch => {
  let [answered, last, silent, noisy, gone] = [
    undefined as string | undefined,
    undefined as string | undefined,
    0,
    false,
    false,
  ]
  let wake = new AbortController()
  const lost = () => {
    gone = true
    wake.abort()
  }
  port.stream.once('close', lost).once('end', lost).on('error', lost)
  return {
    hear(line) {
      const imei = /^\d{15}$/.exec(line.trim())?.[0]
      if (imei === undefined) {
        noisy ||= line.trim() !== 'OK'
        return
      }
      answered = imei
      if (imei !== last) wake.abort()
    },
    async ask() {
      wake = new AbortController()
      answered = undefined
      if (gone || port.stream.destroyed) {
        gone = true
        return
      }
      port.stream.write('AT+CGSN\r\n')
      await wait(timers, everyMs, AbortSignal.any([wake.signal, signal])).catch(() => {})
      if (answered === undefined) silent++
      else [silent, noisy, last] = [0, false, answered]
      if (silent >= 2) last = undefined
    },
    wake: () => wake.abort(),
    present: () => last,
    silent: () => silent,
    isNoisy: () => noisy,
    isGone: () => gone,
  }
}
