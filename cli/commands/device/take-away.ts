import type { Command as Program } from 'commander'
import { systemTimers } from '../../../bench/timers.ts'
import { csvLine } from '../../../core/impact/csv-line.ts'
import type { BatchResult } from '../../batch/batch-result.ts'
import { type BatchInput, failedColumns, readBatchRows, rowsOfArguments } from '../../batch/batch-rows.ts'
import { openResultsFile } from '../../batch/results-file.ts'
import { runBatch } from '../../batch/run-batch.ts'
import { dryTakeAwayAct, takeAwayAct } from '../../batch/take-away-act.ts'
import { cloudOf, opsCloudOf } from '../../cloud.ts'
import { type CommandContext, type CommandResult, exit, type Run, UsageError } from '../../command.ts'
import { openSink } from '../../impact/open-sink.ts'
import type { TakeAway } from '../../ops-api.ts'
import { failureResult } from '../../outcome.ts'
import { renderBatch, renderBatchRow } from '../../render/batch.ts'

const acts: Record<TakeAway, string> = {
  suspend: 'shut devices out until they are resumed, and end their sessions',
  resume: 'let suspended devices in again, in the state they were in',
  revoke: 'shut devices out for good, and end their sessions; their units stay spent',
  scrap: 'give devices up: out for good, and the unit goes back to the order unless the device was shipped',
}

interface TakeAwayOptions {
  file?: string
  reason?: string
  dryRun: boolean
  results?: string
  failed?: string
  perSecond: string
}

const examples = (act: TakeAway) => `
Asking twice is harmless. A batch that was interrupted goes on with the same --results; rows that failed come back in
--failed, with the reason, to be mended and sent in again.

Examples:
  mintmark device ${act} 352656100367872 --reason "returned by the customer"
  mintmark device ${act} --file stolen.txt --dry-run
  mintmark device ${act} --file stolen.txt --results ${act}.jsonl --failed again.csv
Ends with 1 if a device was refused or failed, with 3 if the cloud could not be reached any more.`

/** `mintmark device suspend|resume|revoke|scrap`: one device, some, or a file of them. */
export const addDeviceTakeAway = (device: Program, run: Run): void => {
  for (const [act, description] of Object.entries(acts) as [TakeAway, string][])
    device
      .command(act)
      .description(description)
      .argument('[imei...]', '15 digits, as AT+CGSN prints them')
      .option('--file <file>', 'devices: one IMEI a line, or CSV with a column imei')
      .option('--reason <text>', 'kept in the history of each device')
      .option('--dry-run', 'say what would be done, and change nothing', false)
      .option('--results <file>', 'write a JSON line for each device; leave out what an earlier run did')
      .option('--failed <file>', 'write the rows that were refused or failed, as CSV with the reason')
      .option('--per-second <number>', 'devices begun in a second, at the most', '4')
      .addHelpText('after', examples(act))
      .action((imeis: string[], options: TakeAwayOptions) => run((context) => takeAway(act, imeis, options, context)))
}

const inputOf = async (imeis: readonly string[], { file }: TakeAwayOptions): Promise<BatchInput> => {
  if (file !== undefined && imeis.length > 0) throw new UsageError('name devices, or give --file, not both')
  if (file !== undefined) return readBatchRows(file)
  if (imeis.length === 0) throw new UsageError('name at least one device, or give --file')
  const input = rowsOfArguments(imeis)
  for (const { imei } of input.rows) if (!imei.ok) throw new UsageError(imei.says)
  return input
}

const perSecondOf = (text: string): number => {
  const number = Number(text)
  if (number > 0 && number <= 100) return number
  throw new UsageError(`--per-second is a number above 0, 100 at the most, not '${text}'`)
}

const takeAway = async (
  act: TakeAway,
  imeis: readonly string[],
  options: TakeAwayOptions,
  context: CommandContext,
): Promise<CommandResult> => {
  const { dryRun, reason } = options
  if (dryRun && options.results !== undefined)
    throw new UsageError('a dry run has no results to keep: leave --results out')
  const input = await inputOf(imeis, options)
  const perSecond = perSecondOf(options.perSecond)
  const results = options.results === undefined ? undefined : await openResultsFile(options.results, act, context.now)
  const failed = options.failed === undefined ? undefined : await openSink(options.failed)
  try {
    await failed?.write(`${csvLine([...input.columns, ...failedColumns])}\n`)
    const deps = {
      act: dryRun ? dryTakeAwayAct(cloudOf(context), act) : takeAwayAct(opsCloudOf(context), act, reason),
      isDone: (imei: string) => results?.isDone(imei) === true,
      onResult: async ({ fields }: { fields: readonly string[] }, result: BatchResult) => {
        await results?.add(result)
        context.emit(result, renderBatchRow(act, result))
        if (result.outcome === 'refused' || result.outcome === 'failed')
          await failed?.write(`${csvLine([...fields, result.code ?? '', result.says ?? ''])}\n`)
      },
      timers: systemTimers,
      signal: context.signal,
    }
    const { sums, outage } = await runBatch(input.rows, deps, { perSecond, atOnce: 8 })
    const summary = { act, dryRun, ...sums, results: options.results, failedFile: options.failed }
    const text = renderBatch(act, sums, options)
    if (outage === undefined)
      return { exit: sums.refused + sums.failed === 0 ? exit.done : exit.no, json: summary, text }
    const { exit: code, json, text: why } = failureResult(outage.failure)
    return { exit: code, json: { ...summary, ...(json as object) }, text: `${text}\n${why}` }
  } finally {
    await results?.close()
    await failed?.close()
  }
}
