import { csvField, csvLine } from '../../core/impact/csv-line.ts'
import { type CsvRecord, csvReader } from '../../core/impact/csv-reader.ts'
import type { FleetRow } from '../../core/impact/fleet-row.ts'
import { type ImpactRow, type ImpactSettings, impactJudge } from '../../core/impact/judge-impact.ts'
import {
  type FleetDefaults,
  type FleetHeader,
  fleetRowReader,
  readFleetHeader,
} from '../../core/impact/read-fleet-row.ts'
import { addToSums, emptySums, type ImpactSums } from '../../core/impact/sum-impact.ts'
import { UsageError } from '../command.ts'
import type { Sink } from './open-sink.ts'

export interface ImpactReport {
  sums: ImpactSums
  /** The devices that would go dark; the first thousand. */
  dark: { device: string; count: number; firmware: string | undefined; after: string; rule: string; fix: string }[]
  failed: { rows: number /** The first hundred. */; errors: { line: number; error: string }[] }
  ignoredColumns: string[]
}

export interface ImpactSinks {
  out?: { sink: Sink; format: 'csv' | 'jsonl' }
  failed?: Sink
}

const outColumns = [
  'device',
  'count',
  'firmware',
  'firmware_source',
  'firmware_date',
  'firmware_known',
  'firmware_age_days',
  'before',
  'after',
  'verdict',
  'rule',
  'fix',
]

/** Streams a fleet through the judge: memory holds sums and the first findings, never the fleet. */
export async function runImpact(
  text: AsyncIterable<string>,
  settings: ImpactSettings,
  defaults: FleetDefaults['connection'],
  { out, failed: failedSink }: ImpactSinks,
): Promise<ImpactReport> {
  const reader = csvReader()
  const judge = impactJudge(settings)
  const report: ImpactReport = { sums: emptySums(), dark: [], failed: { rows: 0, errors: [] }, ignoredColumns: [] }
  let header: FleetHeader | undefined
  let readRow: ReturnType<typeof fleetRowReader> | undefined

  const begin = (record: CsvRecord): { out: string; failed: string } => {
    if ('error' in record) throw new UsageError(`the header cannot be read: ${record.error}`)
    const read = readFleetHeader(record.fields, { hostname: defaults.hostname !== undefined })
    if (typeof read === 'string') throw new UsageError(read)
    header = read
    readRow = fleetRowReader(read, { now: settings.now, connection: defaults })
    report.ignoredColumns = read.ignored
    return {
      out: out?.format === 'csv' ? `${csvLine(outColumns)}\n` : '',
      failed: `${csvLine([...withoutError(record.fields, read), 'error'], reader.delimiter())}\n`,
    }
  }
  const handle = async (records: CsvRecord[]): Promise<void> => {
    let [outText, failedText] = ['', '']
    for (const record of records) {
      if (!header || !readRow) {
        const first = begin(record)
        outText += first.out
        failedText += first.failed
        continue
      }
      const row = 'error' in record ? record.error : readRow(record.fields)
      if (typeof row === 'string') {
        note(report, record.line, row)
        if (failedSink) failedText += failedLine(record, row, header, reader.delimiter())
        continue
      }
      const impact = judge(row)
      addToSums(report.sums, impact, row.count)
      if (impact.verdict === 'goes-dark' && report.dark.length < 1000) report.dark.push(darkOf(row, impact))
      if (out) outText += out.format === 'csv' ? csvRow(row, impact) : jsonRow(row, impact)
    }
    await out?.sink.write(outText)
    await failedSink?.write(failedText)
  }

  for await (const piece of text) await handle(reader.feed(piece))
  await handle(reader.end())
  if (!header) throw new UsageError('the file is empty: expected a header with device, firmware and hostname')
  return report
}

function note({ failed }: ImpactReport, line: number, error: string): void {
  failed.rows += 1
  if (failed.errors.length < 100) failed.errors.push({ line, error })
}

function darkOf({ device, count, firmware }: FleetRow, { after, rule, fix }: ImpactRow): ImpactReport['dark'][number] {
  return { device, count, firmware, after, rule, fix }
}

/** The row as it was, with the reason behind it: it can be mended and sent in again as it stands. */
function failedLine(record: CsvRecord, error: string, header: FleetHeader, delimiter: string): string {
  if ('fields' in record) return `${csvLine([...withoutError(record.fields, header), error], delimiter)}\n`
  return `${record.raw}${header.error === undefined ? `${delimiter}${csvField(error, delimiter)}` : ''}\n`
}

function withoutError(fields: readonly string[], { error }: FleetHeader): string[] {
  return fields.filter((_, index) => index !== error)
}

function csvRow(row: FleetRow, { firmwareKnown, ageDays, before, after, verdict, rule, fix }: ImpactRow): string {
  const { device, count, firmware = '', firmwareSource = '' } = row
  const known = [firmwareSource, row.firmwareDateText, firmwareKnown, ageDays ?? '']
  return `${csvLine([device, count, firmware, ...known, before, after, verdict, rule, fix])}\n`
}

function jsonRow(row: FleetRow, { firmwareKnown, ageDays, before, after, verdict, rule, fix }: ImpactRow): string {
  const { device, count, firmware = null, firmwareSource = null } = row
  const date = row.firmwareDateText || null
  return `${JSON.stringify({ device, count, firmware, firmwareSource, firmwareDate: date, firmwareKnown, firmwareAgeDays: ageDays ?? null, before, after, verdict, rule, fix })}\n`
}
