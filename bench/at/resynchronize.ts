import { BenchError, fail } from '../failures/failure.ts'
import type { AtAnswer } from './at-answer.ts'

export interface RawLine {
  port: string
  exchange(command: string, timeoutMs: number): Promise<AtAnswer>
  drain(): Promise<void>
  sendRaw(text: string): void
}

/**
 * In this order: a plain AT; a quote, for a parser that waits for the end of a string; backspaces and a quote, for
 * AT Host's full buffer, which drops even the closing quote (nrf91-modem.md 1.3). Sent to a modem that was only busy,
 * the second opens a string and the third closes it again, so that no modem is left worse than it was.
 */
const escapes = ['', '"\r\n', '\b\b"\r\n', '']

const tryMs = 2_000

/** Brings a line to the state where `AT` is answered with `OK`. Throws a `BenchError` of layer `modem` when nothing helps. */
export const resynchronize = async ({ port, exchange, drain, sendRaw }: RawLine): Promise<void> => {
  let last = fail('no-answer', { port, command: 'AT', seconds: tryMs / 1000 })
  for (const bytes of escapes) {
    if (bytes !== '') {
      sendRaw(bytes)
      await drain()
    }
    try {
      if ((await exchange('AT', tryMs)).ok) return
      // That error may belong to the garbage before: the next answer counts.
      const answer = await exchange('AT', tryMs)
      if (answer.ok) return
      last = fail('not-a-modem', { port, command: 'AT', heard: answer.text })
    } catch (error) {
      if (!(error instanceof BenchError) || error.failure.layer !== 'modem') throw error
      last = error
    }
  }
  throw last
}
