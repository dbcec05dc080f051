import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { type Verdict, verdicts } from '../../core/impact/judge-impact.ts'
import type { Firmware } from '../../core/modem/firmware.ts'
import { parseFirmware } from '../../core/modem/parse-firmware.ts'
import { type CommandContext, exit, type RegisterCommand, UsageError } from '../command.ts'
import { openSink, type Sink } from '../impact/open-sink.ts'
import { type ImpactReport, runImpact } from '../impact/run-impact.ts'
import { accountFrom, addAccountOptions, deviceFrom, type EndpointOptions } from '../input/endpoint-options.ts'
import { isFile } from '../input/lines.ts'

interface ImpactOptions extends EndpointOptions {
  to?: string
  maxAgeDays?: string
  out?: string
  failed?: string
}

const examples = `
The file needs the columns device, firmware and hostname; it may have count, firmware_source, firmware_date (YYYY-MM-DD),
expected_endpoint, certificate_mode, certificate_status, port and client_id. A row is a device, or a group with its count.
Firmware without a source and a date, or older than --max-age-days, counts as unknown, never as safe.

Examples:
  mintmark impact --to mfw_nrf9160_1.2.3 --expected-endpoint ENDPOINT fleet.csv
  mintmark impact --to mfw_nrf9160_1.3.7 --expected-endpoint ENDPOINT fleet.csv --out impact.csv --failed again.csv
Ends with 1 if a device would go dark, if one is unknown, or if a row failed.`

const meanings: Record<Verdict, string> = {
  'goes-dark': 'connect today and would not after the update',
  'firmware-unknown': 'firmware unknown, without source or date, or too old to rely on',
  undecided: 'cannot be decided: certificate mode or firmware is missing in the answer',
  'stays-dark': 'do not connect today and would not after it',
  'comes-back': 'do not connect today and would after it',
  'keeps-connecting': 'connect today and would after it',
  'not-applicable': 'have modems of another family',
}

/** `mintmark impact`: what a modem firmware update would do to a fleet. */
export const registerImpact: RegisterCommand = (program, run) => {
  const command = program
    .command('impact')
    .description('say what a modem firmware update would do to each device of a fleet')
  command.argument('<file>', 'CSV of devices or groups, or - for standard input')
  command.option('--to <text>', 'modem firmware of the update, for example mfw_nrf9160_1.3.7')
  addAccountOptions(command)
  command
    .option('--hostname <host>', 'TLS host name of all devices, where the file has no such column')
    .option('--certificate-mode <mode>', 'DEFAULT or SNI_ONLY, where the file does not say')
    .option('--port <number>', 'port, where the file does not say')
    .option('--max-age-days <days>', 'how old a known firmware may be', '30')
    .option('--out <file>', 'write every device with its answer: .csv or .jsonl')
    .option('--failed <file>', 'write rows that could not be read, with the reason, to be sent in again')
    .addHelpText('after', examples)
  command.action((file: string, options: ImpactOptions) =>
    run(async (context) => {
      const [to, maxAgeDays, account] = [
        targetFrom(options.to),
        daysFrom(options.maxAgeDays),
        await accountFrom(options),
      ]
      const source = await sourceOf(file, context)
      const sinks = await openSinks(file, options)
      const settings = { to, account, maxAgeDays, now: context.now().getTime() }
      const report = await runImpact(source, settings, deviceFrom(options), sinks)
      await Promise.all([sinks.out?.sink.close(), sinks.failed?.close()])
      const { sums, failed } = report
      const risky = ['goes-dark', 'firmware-unknown', 'undecided'] as const
      const safe = failed.rows === 0 && risky.every((verdict) => sums.byVerdict[verdict].rows === 0)
      return {
        exit: safe ? exit.done : exit.no,
        json: {
          to: to.text,
          maxAgeDays,
          asOf: context.now().toISOString(),
          ...report,
          out: options.out,
          failedFile: options.failed,
        },
        text: render(to, report, options),
      }
    }),
  )
}

function targetFrom(text: string | undefined): Firmware {
  if (text === undefined)
    throw new UsageError('missing --to: give the modem firmware of the update, for example mfw_nrf9160_1.3.7')
  const parsed = parseFirmware(text)
  if (!parsed.ok) throw new UsageError(`--to: ${parsed.says}`)
  return parsed.firmware
}

function daysFrom(text = '30'): number {
  if (/^\d{1,5}$/.test(text)) return Number(text)
  throw new UsageError(`--max-age-days "${text}" is no number of days`)
}

async function sourceOf(file: string, { stdin }: CommandContext): Promise<AsyncIterable<string>> {
  if (file === '-') return decoded(stdin as AsyncIterable<Buffer>)
  if (!(await isFile(file))) throw new UsageError(`${file} is no file: expected CSV with one device or group a row`)
  return decoded(createReadStream(file))
}

async function* decoded(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let first = true
  for await (const chunk of stream) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    if (first && text.includes('\0')) throw new UsageError('the file is no CSV in UTF-8: save it as "CSV UTF-8"')
    first = false
    yield text
  }
  yield decoder.decode()
}

async function openSinks(
  file: string,
  { out, failed }: ImpactOptions,
): Promise<{ out?: { sink: Sink; format: 'csv' | 'jsonl' }; failed?: Sink }> {
  const paths = [file, out, failed].filter((path) => path !== undefined).map((path) => resolve(path))
  if (new Set(paths).size < paths.length)
    throw new UsageError('the file, --out and --failed must be three different files')
  const format = out?.endsWith('.csv') ? 'csv' : 'jsonl'
  if (out !== undefined && !/\.(csv|jsonl)$/.test(out)) throw new UsageError(`--out ${out}: end it with .csv or .jsonl`)
  return {
    ...(out !== undefined && { out: { sink: await openSink(out), format } }),
    ...(failed !== undefined && { failed: await openSink(failed) }),
  }
}

function render(to: Firmware, { sums, dark, failed, ignoredColumns }: ImpactReport, options: ImpactOptions): string {
  const lines = [`update to ${to.text}: ${sums.devices} devices in ${sums.rows} rows`]
  for (const verdict of verdicts) {
    const { devices } = sums.byVerdict[verdict]
    if (devices > 0) lines.push(`${String(devices).padStart(9)}  ${verdict}: ${meanings[verdict]}`)
  }
  if (sums.unknownAndDarkAfter > 0)
    lines.push(`           of the unknown, ${sums.unknownAndDarkAfter} would not connect after the update`)
  for (const { device, count, firmware, rule } of dark.slice(0, 20)) {
    lines.push(`goes dark: ${device}${count > 1 ? ` (${count} devices)` : ''}, ${firmware}: ${rule}`)
  }
  if (dark.length > 20) lines.push('… --out FILE.csv writes them all')
  for (const fix of new Set(dark.map((one) => `${one.rule}: ${one.fix}`))) lines.push(`fix ${fix}`)
  for (const { line, error } of failed.errors.slice(0, 20)) lines.push(`failed: line ${line}: ${error}`)
  if (failed.rows > 0) {
    lines.push(
      `${failed.rows} rows failed${options.failed ? `; mend ${options.failed} and send it in again` : '; --failed FILE writes them'}`,
    )
  }
  if (ignoredColumns.length > 0) lines.push(`not used: column ${ignoredColumns.join(', ')}`)
  return lines.join('\n')
}
