import { csvField, csvLine } from '../../core/impact/csv-line.ts'
import { type CsvRecord, csvReader } from '../../core/impact/csv-reader.ts'
import type { ImpactSettings } from '../../core/impact/judge-impact.ts'
import {
  type FleetDefaults,
  type FleetHeader,
  fleetRowReader,
  readFleetHeader,
} from '../../core/impact/read-fleet-row.ts'
import { UsageError } from '../command.ts'
import type { Sink } from './open-sink.ts'
import { type ImpactReport, type OutFormat, tallyImpact } from './tally-impact.ts'

export interface ImpactSinks {
  out?: { sink: Sink; format: OutFormat }
  failed?: Sink
}

/** Streams a fleet in CSV through the judge. */
export async function runImpact(
  text: AsyncIterable<string>,
  settings: ImpactSettings,
  defaults: FleetDefaults['connection'],
  { out, failed: failedSink }: ImpactSinks,
): Promise<ImpactReport> {
  const reader = csvReader()
  const tally = tallyImpact(settings, out?.format)
  let header: FleetHeader | undefined
  let readRow: ReturnType<typeof fleetRowReader> | undefined

  const begin = (record: CsvRecord): string => {
    if ('error' in record) throw new UsageError(`the header cannot be read: ${record.error}`)
    const read = readFleetHeader(record.fields, { hostname: defaults.hostname !== undefined })
    if (typeof read === 'string') throw new UsageError(read)
    header = read
    readRow = fleetRowReader(read, { now: settings.now, connection: defaults })
    tally.report.ignoredColumns = read.ignored
    return `${csvLine([...withoutError(record.fields, read), 'error'], reader.delimiter())}\n`
  }
  const handle = async (records: CsvRecord[]): Promise<void> => {
    let [outText, failedText] = ['', '']
    for (const record of records) {
      if (!header || !readRow) {
        failedText += begin(record)
        outText += tally.header
        continue
      }
      const row = 'error' in record ? record.error : readRow(record.fields)
      if (typeof row !== 'string') {
        outText += tally.judge(row)
        continue
      }
      tally.fail(record.line, row)
      if (failedSink) failedText += failedLine(record, row, header, reader.delimiter())
    }
    await out?.sink.write(outText)
    await failedSink?.write(failedText)
  }

  for await (const piece of text) await handle(reader.feed(piece))
  await handle(reader.end())
  if (!header) throw new UsageError('the file is empty: expected a header with device, firmware and hostname')
  return tally.report
}

/** The row as it was, with the reason behind it: it can be mended and sent in again as it stands. */
function failedLine(record: CsvRecord, error: string, header: FleetHeader, delimiter: string): string {
  if ('fields' in record) return `${csvLine([...withoutError(record.fields, header), error], delimiter)}\n`
  return `${record.raw}${header.error === undefined ? `${delimiter}${csvField(error, delimiter)}` : ''}\n`
}

function withoutError(fields: readonly string[], { error }: FleetHeader): string[] {
  return fields.filter((_, index) => index !== error)
}
