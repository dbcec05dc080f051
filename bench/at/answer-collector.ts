import { atFinalResult } from '../../core/modem/at-final-result.ts'
import { unsolicitedKind } from '../../core/modem/unsolicited.ts'
import type { AtAnswer } from './at-answer.ts'
import type { Line } from './line-reader.ts'

export type Collected =
  | { kind: 'more' }
  | { kind: 'answer'; answer: AtAnswer }
  | { kind: 'aside'; text: string }
  | { kind: 'restarted' }

const quotes = (text: string): number => text.split('"').length - 1

/** `AT%CMNG=2,…` answers in lines that begin `%CMNG:`; only those may continue over a line end, inside quotes. */
const answerPrefix = (command: string): string | undefined => {
  const name = /^AT([%+#][A-Z0-9]+)/i.exec(command)?.[1]
  return name && `${name.toUpperCase()}:`
}

/**
 * Collects the answer to one command line by line: skips an echo, sets notifications and log lines aside wherever they
 * come, keeps quoted text that spans lines together, and ends only on a whole final line (nrf91-modem.md 1.5).
 */
export const createAnswerCollector = (command: string): { take(line: Line): Collected } => {
  const prefix = answerPrefix(command)
  const echo = command.split(/\r\n|\r|\n/)
  const parts: Line[][] = []
  let open = false
  const more: Collected = { kind: 'more' }

  const lines = (): string[] =>
    parts.map((part) => part.map(({ text, end }, i) => (i === part.length - 1 ? text : text + end)).join(''))

  return {
    take(line) {
      const { text } = line
      if (text === echo[0] && text !== '') {
        echo.shift()
        return more
      }
      const unasked = unsolicitedKind(text, command)
      if (unasked === 'boot') return { kind: 'restarted' }
      if (unasked) return { kind: 'aside', text }
      if (open) {
        parts.at(-1)?.push(line)
        open = quotes(text) % 2 === 0
        return more
      }
      const final = atFinalResult(text)
      if (final?.kind === 'ok') return { kind: 'answer', answer: { ok: true, lines: lines() } }
      if (final) {
        const code = 'code' in final ? final.code : undefined
        return { kind: 'answer', answer: { ok: false, lines: lines(), text: text.trim(), code } }
      }
      if (text.trim() === '') return more
      parts.push([line])
      open = prefix !== undefined && text.toUpperCase().startsWith(prefix) && quotes(text) % 2 === 1
      return more
    },
  }
}
