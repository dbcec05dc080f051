import { stripAnsi } from './strip-ansi.ts'

/** One line as it came, with the bytes that ended it: stored PEM is only comparable with its own line ends. */
export interface Line {
  text: string
  end: string
}

export interface LineReader {
  /** Takes bytes in any portions and gives back the lines that they completed. */
  push(bytes: Uint8Array): Line[]
}

/** No line of a modem is longer; what is longer is no modem, and must not fill the memory. */
const longestLine = 16_384

/**
 * Cuts a byte stream into lines at LF, CR or CRLF. A CR ends its line at once, so that a sender that only uses CR
 * is understood; an LF that follows is added to the `end` of that line when it arrives.
 */
export const createLineReader = (): LineReader => {
  let rest = ''
  let last: Line | undefined
  return {
    push(bytes) {
      const lines: Line[] = []
      for (const char of Buffer.from(bytes).toString('latin1')) {
        if (char === '\n' && last?.end === '\r' && rest === '') {
          last.end = '\r\n'
          last = undefined
        } else if (char === '\n' || char === '\r') {
          last = { text: stripAnsi(rest), end: char }
          lines.push(last)
          rest = ''
        } else if (char !== '\0' && rest.length < longestLine) {
          rest += char
          last = undefined
        }
      }
      return lines
    },
  }
}
