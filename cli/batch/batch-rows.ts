import { parseImei } from '../../core/device/imei.ts'
import { type CsvRecord, csvReader } from '../../core/impact/csv-reader.ts'
import { UsageError } from '../command.ts'
import { readTextFile } from '../input/read-text-file.ts'

/** One device of a batch as it was given; what is no IMEI is a row that fails, not a batch that does not begin. */
export interface BatchRow {
  /** From 1; 0 for a device that was named on the command line. */
  line: number
  /** The row as it stands, to be written again if it fails. */
  fields: readonly string[]
  imei: { ok: true; imei: string } | { ok: false; text: string; says: string }
}

export interface BatchInput {
  rows: BatchRow[]
  /** Header of the file of failed rows. */
  columns: readonly string[]
}

/** What a file of failed rows adds behind the columns that were given. */
export const failedColumns = ['code', 'error'] as const

const rowOf = (line: number, fields: readonly string[], text: string): BatchRow => {
  const parsed = parseImei(text)
  return {
    line,
    fields,
    imei: parsed.ok ? { ok: true, imei: parsed.imei } : { ok: false, text: text.trim(), says: parsed.says },
  }
}

export const rowsOfArguments = (imeis: readonly string[]): BatchInput => ({
  rows: imeis.map((text) => rowOf(0, [text], text)),
  columns: ['imei'],
})

const isComment = ({ raw }: CsvRecord) => raw.trim() === '' || raw.trim().startsWith('#')

/**
 * Devices out of a file: one IMEI a line, or CSV with a column `imei` such as `device list --csv` and a file of failed rows
 * have. The columns that failed rows got are left out again.
 */
export const readBatchRows = async (path: string): Promise<BatchInput> => {
  const text = await readTextFile(path, 'IMEIs, one a line, or CSV with a column imei')
  const reader = csvReader()
  const records = [...reader.feed(text), ...reader.end()].filter((record) => !isComment(record))
  const [first] = records
  if (first === undefined) throw new UsageError(`${path} names no device: expected one IMEI a line`)
  const header = 'fields' in first ? first.fields.map((name) => name.trim().toLowerCase()) : []
  const column = header.indexOf('imei')
  if (column < 0)
    return { rows: records.map((record) => rowOf(record.line, [record.raw.trim()], record.raw)), columns: ['imei'] }
  const kept = header.flatMap((name, index) => (failedColumns.some((added) => added === name) ? [] : [index]))
  const keep = (fields: readonly string[]) => kept.map((index) => fields[index] ?? '')
  return {
    rows: records.slice(1).map((record) =>
      'fields' in record
        ? rowOf(record.line, keep(record.fields), record.fields[column] ?? '')
        : {
            line: record.line,
            fields: [record.raw],
            imei: { ok: false, text: record.raw.slice(0, 40), says: record.error },
          },
    ),
    columns: keep('fields' in first ? first.fields : []),
  }
}
