import type { Modem } from '../modem.ts'
import { behind, type Reached } from './line-between.ts'

const longest = 4096
const final = /^([\s\S]*?\r\n)?(OK|ERROR|\+CM[ES] ERROR: \d+)\r\n$/

/** Puts blank lines where Serial Modem has them (nrf91-modem.md 1.3). */
const framed = (text: string): string => {
  const [, body, result] = final.exec(text) ?? []
  if (result === undefined) return `\r\n${text}`
  return `${body === undefined ? '' : `\r\n${body}`}\r\n${result}\r\n`
}

/**
 * Serial LTE Modem and Serial Modem in front of a modem: their framing and grammar check, and an ERROR for a command that
 * is too long, where AT Host would fall silent.
 * @param burst bytes of one burst that its receive buffers take; the rest is lost without a word (NCSDK-24135)
 */
export function serialModem(modem: Pick<Modem, 'connect'>, burst = Number.POSITIVE_INFINITY): Reached {
  return behind(modem, () => {
    let line = ''
    let quoted = false
    const end = (reply: (text: string) => void): string => {
      const command = /AT(?:[+%#][\s\S]*)?$/i.exec(line.trim())?.[0]
      const isLong = line.length > longest
      const isBlank = line.trim() === ''
      line = ''
      if (isBlank) return ''
      if (command !== undefined && !isLong) return `${command}\r`
      reply('\r\nERROR\r\n')
      return ''
    }
    return {
      toModem(bytes, reply) {
        let on = ''
        for (const char of bytes.subarray(0, burst).toString('latin1')) {
          if (char === '"') quoted = !quoted
          if (char === '\r' && !quoted) on += end(reply)
          else line += char
        }
        return on
      },
      toClient: (bytes) => framed(bytes.toString('latin1')),
    }
  })
}
