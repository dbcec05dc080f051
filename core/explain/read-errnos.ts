import { type ErrnoRow, errnos, type LibcNumbering } from './errnos.ts'

export interface ReadErrno {
  row: ErrnoRow
  /** As printed: -111, 111 or ECONNREFUSED. */
  text: string
  numberings: readonly LibcNumbering[]
}

const both: readonly LibcNumbering[] = ['newlib/picolibc', 'minimal libc']
const byNumber = new Map<number, ReadErrno>()
for (const row of errnos) {
  byNumber.set(row.newlib, { row, text: '', numberings: row.newlib === row.minimal ? both : ['newlib/picolibc'] })
  if (row.minimal !== row.newlib) byNumber.set(row.minimal, { row, text: '', numberings: ['minimal libc'] })
}
const bySymbol = new Map(errnos.map((row) => [row.symbol, row]))

const aboutErrors = /\b(?:err|error|errno|fail|failed|failure|ret|result|returned|code|cause|res)\b|errno/i
// A number counts only where an error is announced before it; codes of +CME ERROR are another numbering.
const numbers = /(?:^|[\s:=(,[])(-\d{1,3}|\d{1,3})(?=$|[\s,;:.)\]])/g
const symbols = /\bE(?:INVAL|OPNOTSUPP|CONNREFUSED|TIMEDOUT|NOTCONN|CONNRESET|HOSTUNREACH|AGAIN|NOMEM|NOBUFS)\b/g

/** The socket errors a log line prints, by number in both libc numberings or by name. */
export function readErrnos(line: string): ReadErrno[] {
  const found = new Map<string, ReadErrno>()
  for (const [symbol] of line.matchAll(symbols)) {
    const row = bySymbol.get(symbol)
    if (row) found.set(row.symbol, { row, text: symbol, numberings: both })
  }
  const start = /\+CM[ES] ERROR/.test(line) ? -1 : line.search(aboutErrors)
  if (start < 0) return [...found.values()]
  for (const match of line.slice(start).matchAll(numbers)) {
    const text = match[1] ?? ''
    const errno = byNumber.get(Math.abs(Number(text)))
    // Positive numbers are printed after the word errno, or by getaddrinfo.
    if (!errno || (!text.startsWith('-') && !/errno|getaddrinfo/i.test(line))) continue
    found.set(errno.row.symbol, { ...errno, text })
  }
  return [...found.values()]
}
