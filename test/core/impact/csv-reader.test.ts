import * as fc from 'fast-check'
import { csvLine } from '../../../core/impact/csv-line.ts'
import { type CsvRecord, csvReader } from '../../../core/impact/csv-reader.ts'

function readAll(...pieces: string[]): CsvRecord[] {
  const reader = csvReader()
  return [...pieces.flatMap((piece) => reader.feed(piece)), ...reader.end()]
}
const fieldsOf = (records: CsvRecord[]) => records.map((record) => ('fields' in record ? record.fields : record.error))

test('plain rows, LF and CRLF, with and without a last line end', () => {
  expect(readAll('a,b\r\n1,2\n3,4')).toEqual([
    { line: 1, fields: ['a', 'b'], raw: 'a,b' },
    { line: 2, fields: ['1', '2'], raw: '1,2' },
    { line: 3, fields: ['3', '4'], raw: '3,4' },
  ])
})

test('quotes, doubled quotes, delimiters and line ends inside', () => {
  expect(readAll('a,b\n"x, ""y""","1\n2"\nz,""\r\n')).toEqual([
    { line: 1, fields: ['a', 'b'], raw: 'a,b' },
    { line: 2, fields: ['x, "y"', '1\n2'], raw: '"x, ""y""","1\n2"' },
    { line: 4, fields: ['z', ''], raw: 'z,""' },
  ])
})

test.each([';', '\t'])('a header with %j as delimiter', (delimiter) => {
  expect(fieldsOf(readAll(`a${delimiter}b\n1${delimiter}"2${delimiter},"\n`))).toEqual([
    ['a', 'b'],
    ['1', `2${delimiter},`],
  ])
})

test('a byte order mark and empty lines are no data', () => {
  expect(fieldsOf(readAll('\ufeffa,b\n\n1,2\n\r\n'))).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ])
})

test('a broken row is told with its line, and the next one is read', () => {
  expect(readAll('a,b\n1,x"y\n"1"2,3\nok,1\n')).toEqual([
    { line: 1, fields: ['a', 'b'], raw: 'a,b' },
    { line: 2, error: 'a quote inside a field that does not begin with one', raw: '1,x"y' },
    { line: 3, error: 'text after a closing quote', raw: '"1"2,3' },
    { line: 4, fields: ['ok', '1'], raw: 'ok,1' },
  ])
})

test('a quote that is never closed costs its own line, not the file', () => {
  const rows = 'ok,1\n'.repeat(20_000)
  const records = readAll('a,b\n', '"open,1\n', rows)
  expect(records).toHaveLength(20_002)
  expect(records[1]).toMatchObject({ line: 2, raw: '"open,1', error: expect.stringContaining('a quote is not closed') })
  expect(records.at(-1)).toEqual({ line: 20_002, fields: ['ok', '1'], raw: 'ok,1' })
})

test('a quote that is open at the end is an error', () => {
  expect(readAll('a,b\n1,"2').at(-1)).toEqual({ line: 2, error: 'a quote is not closed', raw: '1,"2' })
})

test.each(['x', '"x', 'x,"'])('an endless line of %j is told once and skipped', (text) => {
  const records = readAll('a,b\n', ...Array.from({ length: 30 }, () => text.repeat(3000)), '\nok,1\n')
  expect(fieldsOf(records).at(-1)).toEqual(['ok', '1'])
  expect(records.filter((record) => 'error' in record)).toHaveLength(1)
})

test('what is written can be read, however it is cut', () => {
  const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', ';', 'é'), maxLength: 8 })
  const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(table, fc.array(fc.nat(30), { maxLength: 20 }), (rows, cuts) => {
      const text = `a,b,c,d\n${rows.map((row) => `${csvLine(row)}\r\n`).join('')}`
      const pieces: string[] = []
      let at = 0
      for (const cut of cuts) {
        pieces.push(text.slice(at, at + cut))
        at += cut
      }
      expect(fieldsOf(readAll(...pieces, text.slice(at)))).toEqual([['a', 'b', 'c', 'd'], ...rows])
    }),
    { numRuns: 2000, seed: 7 },
  )
})

test('no text makes it fail or lose count of the lines', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r'), maxLength: 60 }), (text) => {
      const lines = text.split('\n').length
      for (const record of readAll(text)) expect(record.line).toBeLessThanOrEqual(lines)
    }),
    { numRuns: 3000, seed: 8 },
  )
})
