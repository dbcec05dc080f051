import { cmngDigest } from './digests.ts'

/** A PEM text after something ate its line ends; no TLS stack reads it any more (nrf91-modem.md 6, rows 3 to 6). */
const ruins: readonly { how: string; of: (lf: string) => string }[] = [
  { how: 'its line breaks are gone', of: (lf) => lf.replaceAll('\n', '') },
  { how: 'its line breaks became spaces', of: (lf) => lf.replaceAll('\n', ' ') },
  { how: 'its line breaks became the two characters \\n', of: (lf) => lf.replaceAll('\n', '\\n') },
  { how: 'its line breaks became lone carriage returns', of: (lf) => lf.replaceAll('\n', '\r') },
]

/** What happened to a PEM text that now has this digest, or undefined when it is another text altogether. */
export function ruinedForm(sha256: string, pem: string): string | undefined {
  const wanted = sha256.toUpperCase()
  const bare = pem.replace(/\r\n?/g, '\n').replace(/\n*$/, '')
  return ruins.find(({ of }) =>
    [`${bare}\n`, bare].some((lf) => [of(lf), of(lf).trimEnd()].map(cmngDigest).includes(wanted)),
  )?.how
}
