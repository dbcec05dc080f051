import { resolve } from 'node:path'
import { isRefused, type Refused } from '../../bench/refused.ts'
import type { AccountEndpoints } from '../../core/endpoint/endpoint-check.ts'
import type { Firmware } from '../../core/modem/firmware.ts'
import { parseFirmware } from '../../core/modem/parse-firmware.ts'
import { cloudOf, opsCloudOf } from '../cloud.ts'
import { type CommandContext, exit, type RegisterCommand, UsageError } from '../command.ts'
import { fleetFile } from '../impact/fleet-file.ts'
import { openSink } from '../impact/open-sink.ts'
import { registryRows } from '../impact/registry-rows.ts'
import { type ImpactSinks, runImpact } from '../impact/run-impact.ts'
import { runRegistryImpact } from '../impact/run-registry-impact.ts'
import type { ImpactReport } from '../impact/tally-impact.ts'
import { accountFrom, addAccountOptions, deviceFrom, type EndpointOptions } from '../input/endpoint-options.ts'
import { refusalResult } from '../outcome.ts'
import { renderImpact } from '../render/impact.ts'

interface ImpactOptions extends EndpointOptions {
  to?: string
  maxAgeDays?: string
  out?: string
  failed?: string
  registry?: boolean
  order: string[]
  firmware: string[]
}

const examples = `
The file needs the columns device, firmware and hostname; it may have count, firmware_source, firmware_date (YYYY-MM-DD),
expected_endpoint, certificate_mode, certificate_status, port and client_id. A row is a device, or a group with its count.
With --registry the devices come from the factory API: firmware as the bench read it, dated by the confirmation, and the
host name of the order's profile; the account is that of the API unless options say otherwise.
Firmware without a source and a date, or older than --max-age-days, counts as unknown, never as safe.

Examples:
  mintmark impact --to mfw_nrf9160_1.2.3 --expected-endpoint ENDPOINT fleet.csv
  mintmark impact --to mfw_nrf9160_1.3.7 --expected-endpoint ENDPOINT fleet.csv --out impact.csv --failed again.csv
  mintmark impact --to mfw_nrf9160_1.3.7 --registry --order ORDER --max-age-days 365
Ends with 1 if a device would go dark, if one is unknown, or if a row failed.`

const collect = (value: string, before: string[]): string[] => [...before, value]

/** `mintmark impact`: what a modem firmware update would do to a fleet. */
export const registerImpact: RegisterCommand = (program, run) => {
  const command = program
    .command('impact')
    .description('say what a modem firmware update would do to each device of a fleet')
  command.argument('[file]', 'CSV of devices or groups, or - for standard input')
  command.option('--to <text>', 'modem firmware of the update, for example mfw_nrf9160_1.3.7')
  addAccountOptions(command)
  command
    .option('--registry', 'the devices of the factory API instead of a file')
    .option('--order <order>', 'with --registry: only devices of this order; repeat for more', collect, [])
    .option('--firmware <text>', 'with --registry: only devices that had this firmware; repeat for more', collect, [])
    .option('--hostname <host>', 'TLS host name of all devices, where the file has no such column')
    .option('--certificate-mode <mode>', 'DEFAULT or SNI_ONLY, where file or registry do not say')
    .option('--port <number>', 'port, where the file does not say')
    .option('--max-age-days <days>', 'how old a known firmware may be', '30')
    .option('--out <file>', 'write every device with its answer: .csv or .jsonl')
    .option('--failed <file>', 'write rows that could not be read, with the reason, to be sent in again')
    .addHelpText('after', examples)
  command.action((file: string | undefined, options: ImpactOptions) =>
    run(async (context) => {
      const [to, maxAgeDays] = [firmwareFrom('--to', options.to), daysFrom(options.maxAgeDays)]
      checkSource(file, options)
      const account = await accountOf(to, options, context)
      if (isRefused(account)) return refusalResult(account)
      const settings = { to, account, maxAgeDays, now: context.now().getTime() }
      const text = file === undefined ? undefined : await fleetFile(file, context)
      const sinks = await openSinks(file, options)
      const report =
        text === undefined
          ? await fromRegistry(options, context, (pages) => runRegistryImpact(pages, settings, sinks))
          : await runImpact(text, settings, deviceFrom(options), sinks)
      await Promise.all([sinks.out?.sink.close(), sinks.failed?.close()])
      if (isRefused(report)) return refusalResult(report)
      const asOf = context.now().toISOString()
      return {
        exit: isSafe(report) ? exit.done : exit.no,
        json: { to: to.text, maxAgeDays, asOf, ...report, out: options.out, failedFile: options.failed },
        text: renderImpact(to, report, options.failed),
      }
    }),
  )
}

function isSafe({ sums, failed }: ImpactReport): boolean {
  const risky = ['goes-dark', 'firmware-unknown', 'undecided'] as const
  return failed.rows === 0 && risky.every((verdict) => sums.byVerdict[verdict].rows === 0)
}

function firmwareFrom(option: string, text: string | undefined): Firmware {
  if (text === undefined)
    throw new UsageError(`missing ${option}: give the modem firmware of the update, for example mfw_nrf9160_1.3.7`)
  const parsed = parseFirmware(text)
  if (!parsed.ok) throw new UsageError(`${option}: ${parsed.says}`)
  return parsed.firmware
}

function daysFrom(text = '30'): number {
  if (/^\d{1,5}$/.test(text)) return Number(text)
  throw new UsageError(`--max-age-days "${text}" is no number of days`)
}

function checkSource(file: string | undefined, options: ImpactOptions): void {
  const { registry = false, hostname, port, failed, order, firmware } = options
  if (registry === (file !== undefined))
    throw new UsageError('give a file of devices, or --registry for those of the factory API, and not both')
  const given = Object.entries({ hostname, port, failed }).filter(([, value]) => value !== undefined)
  if (registry && given.length > 0)
    throw new UsageError(
      `${given.map(([name]) => `--${name}`).join(' and ')} go with a file: the registry knows its own`,
    )
  if (!registry && order.length + firmware.length > 0)
    throw new UsageError('--order and --firmware go with --registry: a file is judged whole')
}

/** What the options say; with --registry and without a word, what the API's own account has. */
async function accountOf(
  to: Firmware,
  options: ImpactOptions,
  context: CommandContext,
): Promise<AccountEndpoints | Refused> {
  const isGiven = options.expectedEndpoint !== undefined || options.account !== undefined
  if (!options.registry || isGiven) return accountFrom(options)
  const answer = await opsCloudOf(context).checkEndpoint({ firmware: to.text, hostname: null })
  return isRefused(answer) ? answer : answer.account
}

function fromRegistry<T>(
  options: ImpactOptions,
  context: CommandContext,
  judge: (pages: ReturnType<typeof registryRows>) => Promise<T>,
): Promise<T> {
  const { listOrders, listDevices } = opsCloudOf(context)
  const { readOrder } = cloudOf(context)
  const firmwares = options.firmware.map((text) => firmwareFrom('--firmware', text).text)
  const { certificateMode } = deviceFrom(options)
  return judge(
    registryRows({ listOrders, listDevices, readOrder }, { orders: options.order, firmwares, certificateMode }),
  )
}

async function openSinks(file: string | undefined, { out, failed }: ImpactOptions): Promise<ImpactSinks> {
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
