/** One record, or why it is none. `line` is where it begins, from 1; `raw` is its text without the line end. */
export type CsvRecord = { line: number; fields: string[]; raw: string } | { line: number; error: string; raw: string }

export interface CsvReader {
  /** The records that this piece of text completes. */
  feed(text: string): CsvRecord[]
  end(): CsvRecord[]
  /** What separates the fields, once the first line was read; a comma before. */
  delimiter(): string
}

// Room for any real row. Without a bound one stray quote would swallow the rest of the file: that is why no library is used here.
const longest = 32 * 1024

/**
 * Reads CSV as RFC 4180 has it, strictly, from text that comes in pieces; CRLF and LF both end a record.
 * The first line shows the delimiter: comma, semicolon or tab, as spreadsheets write them in their countries.
 * A record that breaks the rules is told with its line, and reading goes on at the next line.
 */
export function csvReader(): CsvReader {
  let rest = ''
  let line = 1
  let delimiter = ''
  let skipping = false

  const read = (isEnd: boolean): CsvRecord[] => {
    const records: CsvRecord[] = []
    let at = 0
    if (skipping) {
      const end = rest.indexOf('\n')
      if (end < 0) {
        rest = ''
        return records
      }
      at = end + 1
      line += 1
      skipping = false
    }
    while (at < rest.length) {
      const end = rest.indexOf('\n', at)
      if (end < 0 && !isEnd && rest.length - at <= longest) break
      if (end < 0 && !isEnd) {
        records.push({ line, error: tooLong, raw: rest.slice(at, at + 200) })
        skipping = true
        rest = ''
        return records
      }
      const stop = end < 0 ? rest.length : end
      const first = withoutReturn(rest.slice(at, stop))
      if (delimiter === '') delimiter = delimiterOf(first)
      if (!first.includes('"')) {
        if (first !== '') records.push(plain(first, line, delimiter))
        at = stop + 1
        line += 1
        continue
      }
      const record = quotedRecord(rest, at, delimiter, isEnd)
      if (record === 'incomplete') break
      const broken = 'error' in record
      records.push(
        broken ? { line, error: record.error, raw: first } : { line, fields: record.fields, raw: record.raw },
      )
      at = broken ? stop + 1 : record.next
      line += broken ? 1 : record.lines
    }
    rest = rest.slice(at)
    return records
  }

  return {
    feed(text) {
      rest = rest === '' && line === 1 ? text.replace(/^\ufeff/, '') : rest + text
      return read(false)
    },
    end: () => read(true),
    delimiter: () => delimiter || ',',
  }
}

function delimiterOf(header: string): string {
  const count = (delimiter: string) => header.split(delimiter).length
  return [';', '\t'].find((other) => count(other) > count(',')) ?? ','
}

function plain(text: string, line: number, delimiter: string): CsvRecord {
  if (text.length > longest) return { line, error: tooLong, raw: text.slice(0, 200) }
  return { line, fields: text.split(delimiter), raw: text }
}

const tooLong = `the row is longer than ${longest} characters`
type Quoted = { fields: string[]; raw: string; next: number; lines: number } | { error: string } | 'incomplete'

/** A record with quotes in it, which may span lines. */
function quotedRecord(text: string, from: number, delimiter: string, isEnd: boolean): Quoted {
  const fields: string[] = []
  const limit = Math.min(text.length, from + longest)
  let at = from
  let lines = 1
  for (;;) {
    if (text[at] !== '"') {
      const stop = unquotedEnd(text, at, limit, delimiter)
      const field = text.slice(at, stop)
      if (field.includes('"')) return { error: 'a quote inside a field that does not begin with one' }
      fields.push(field.endsWith('\r') && text[stop] !== delimiter ? field.slice(0, -1) : field)
      at = stop
    } else {
      const close = closingQuote(text, at + 1, limit)
      if (close < 0) {
        if (limit - from >= longest) return { error: `${tooLong}, or a quote is not closed` }
        return isEnd ? { error: 'a quote is not closed' } : 'incomplete'
      }
      const field = text.slice(at + 1, close)
      for (let index = field.indexOf('\n'); index >= 0; index = field.indexOf('\n', index + 1)) lines += 1
      fields.push(field.replaceAll('""', '"'))
      at = close + 1
      // The next character decides between a doubled quote, a delimiter and an end; it may not have come yet.
      if (at >= text.length && !isEnd) return 'incomplete'
      if (text[at] === '\r' && (at + 1 < text.length || isEnd)) at += 1
      if (at < text.length && text[at] !== delimiter && text[at] !== '\n') {
        return text[at] === '\r' ? 'incomplete' : { error: 'text after a closing quote' }
      }
    }
    if (text[at] !== delimiter) break
    at += 1
  }
  if (at >= limit && limit - from >= longest) return { error: tooLong }
  if (at >= text.length && !isEnd) return 'incomplete'
  return { fields, raw: withoutReturn(text.slice(from, at)), next: at + 1, lines }
}

function unquotedEnd(text: string, from: number, limit: number, delimiter: string): number {
  for (let at = from; at < limit; at += 1) if (text[at] === delimiter || text[at] === '\n') return at
  return limit
}

function closingQuote(text: string, from: number, limit: number): number {
  for (let at = text.indexOf('"', from); at >= 0 && at < limit; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at
  }
  return -1
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text
}
