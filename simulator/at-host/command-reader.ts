import type { Terminator } from '../behaviour.ts'

const [nul, backspace, lf, cr, space, quote, del] = [0x00, 0x08, 0x0a, 0x0d, 0x20, 0x22, 0x7f]
/** AT_BUF_SIZE is 4096 with the closing NUL (at_host Kconfig). */
const room = 4095

export interface CommandReader {
  /** Takes one byte; answers a command when that byte ended one. Lines of white space only end silently. */
  take(byte: number): string | undefined
  /** As after a reboot. */
  clear(): void
}

/**
 * The receiving side of AT Host, flaws included (nrf91-modem.md 1.3): inside quotes nothing ends a command; what does not fit is dropped
 * without a word, the closing quote too; a backspace over a quote does not leave the quotes.
 */
export function createCommandReader(terminator: Terminator): CommandReader {
  let buffer: number[] = []
  let quoted = false

  const ends = (byte: number): boolean => {
    if (quoted) return false
    if (terminator === 'NULL') return byte === nul
    if (terminator === 'CR') return byte === cr
    return byte === lf && (terminator === 'LF' || buffer.at(-1) === cr)
  }
  const clear = (): void => {
    buffer = []
    quoted = false
  }
  const take = (byte: number): string | undefined => {
    if (byte === backspace || byte === del) {
      buffer.pop()
      return undefined
    }
    if (ends(byte)) {
      const line = buffer.some((character) => character > space) ? Buffer.from(buffer).toString('latin1') : undefined
      clear()
      return line
    }
    if ((byte === nul && !quoted) || buffer.length >= room) return undefined
    buffer.push(byte)
    if (byte === quote) quoted = !quoted
    return undefined
  }
  return { take, clear }
}
