import { createHash } from 'node:crypto'

/** What `%CMNG` shows for these bytes: SHA-256 in upper-case hex over exactly what stood between the quotes. */
export function cmngDigest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').toUpperCase()
}

export const lineEndings = ['LF, final LF', 'LF, no final LF', 'CRLF, final CRLF', 'CRLF, no final CRLF'] as const
export type LineEnding = (typeof lineEndings)[number]

export interface LineEndingVariant {
  name: LineEnding
  text: string
  /** Upper-case hex. */
  sha256: string
}

/** The same PEM text as other tools would have written it: a digest of one of these is the same certificate (nrf91-modem.md 2.2). */
export function lineEndingVariants(pem: string): LineEndingVariant[] {
  const lf = pem.replace(/\r\n?/g, '\n').replace(/\n*$/, '')
  const crlf = lf.replaceAll('\n', '\r\n')
  const texts = [`${lf}\n`, lf, `${crlf}\r\n`, crlf]
  return lineEndings.map((name, index) => {
    const text = texts[index] ?? lf
    return { name, text, sha256: cmngDigest(text) }
  })
}
