import type { Modem } from '../modem.ts'
import { behind, type Reached } from './line-between.ts'

export interface ShellOptions {
  prompt?: string
  /** Whether `at AT…` is passed on, as Nordic's AT shell does. */
  passesAt?: boolean
}

/** A Zephyr shell on the port: it echoes, colours its prompt, ends a line at every line feed, and knows no AT by itself. */
export function shell(
  modem: Pick<Modem, 'connect'>,
  { prompt = 'mosh:~$ ', passesAt = true }: ShellOptions = {},
): Reached {
  const shown = `\x1b[1;32m${prompt}\x1b[m`
  return behind(modem, () => {
    let line = ''
    let lastEnd = ''
    const end = (reply: (text: string) => void): string => {
      const [word = '', rest = ''] = line.trim().split(/ ([\s\S]*)/)
      line = ''
      reply('\r\n')
      if (passesAt && word === 'at' && /^AT/i.test(rest)) return `${rest}\r`
      reply(word === '' ? shown : `${word}: command not found\r\n${shown}`)
      return ''
    }
    return {
      toModem(bytes, reply) {
        let on = ''
        for (const char of bytes.toString('latin1')) {
          const isEnd = char === '\r' || char === '\n'
          // Zephyr's shell takes the LF of a CRLF for a part of its CR.
          const isSecondHalf = isEnd && lastEnd !== '' && char !== lastEnd
          lastEnd = isEnd && !isSecondHalf ? char : ''
          if (isSecondHalf) continue
          if (isEnd) on += end(reply)
          else {
            line += char
            reply(char)
          }
        }
        return on
      },
      toClient: (bytes) => `${bytes.toString('latin1')}${shown}`,
    }
  })
}
