import { longestAtLine } from '../../core/modem/at-command.ts'
import { BenchError, fail } from '../failures/failure.ts'
import type { AtAnswer } from './at-answer.ts'

export interface RawLine {
  port: string
  exchange(command: string, timeoutMs: number): Promise<AtAnswer>
  drain(): Promise<void>
  sendRaw(text: string): void
  pause(ms: number): Promise<void>
}

/** What AT Host can hold, in portions that a narrow bridge passes, and the time that one takes at 115200 baud. */
const portion = 256
const portions = Math.ceil((longestAtLine + 1) / portion)
const portionMs = 25

const tryMs = 2_000

/**
 * Frees a parser that waits for the end of a string, also one whose buffer is full and drops even the closing quote:
 * first every character that it holds is taken back, then the string is closed (nrf91-modem.md 1.3). A quote alone would
 * free most of them too, and would run the half command of whoever was here before, a write over a credential perhaps.
 */
const free = async ({ sendRaw, drain, pause }: RawLine): Promise<void> => {
  for (let i = 0; i < portions; i++) {
    sendRaw('\b'.repeat(portion))
    await pause(portionMs)
  }
  sendRaw('"\r\n')
  await drain()
}

/** To a modem that was only busy the first time opens a string, and the second closes it: none is left worse than it was. */
const attempts = [undefined, free, free, undefined]

/** Brings a line to the state where `AT` is answered with `OK`. Throws a `BenchError` of layer `modem` when nothing helps. */
export const resynchronize = async (line: RawLine): Promise<void> => {
  const { port, exchange } = line
  let last = fail('no-answer', { port, command: 'AT', seconds: tryMs / 1000 })
  for (const before of attempts) {
    await before?.(line)
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
