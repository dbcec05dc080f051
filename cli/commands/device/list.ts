import type { Command as Program } from 'commander'
import { isRefused, type Refused } from '../../../bench/refused.ts'
import type { DeviceAnswer } from '../../../core/api/devices.ts'
import { csvLine } from '../../../core/impact/csv-line.ts'
import { opsCloudOf } from '../../cloud.ts'
import { type CommandContext, type CommandResult, exit, type Run, UsageError } from '../../command.ts'
import { type DeviceQuery, type DeviceQueryOptions, readDeviceQuery } from '../../input/device-query.ts'
import type { OpsApi } from '../../ops-api.ts'
import { refusalResult } from '../../outcome.ts'
import { deviceColumns, deviceCsv, deviceHeading, deviceLine } from '../../render/device-rows.ts'

interface ListOptions extends DeviceQueryOptions {
  limit: string
  all: boolean
  csv: boolean
}

const mostOnPage = 100

const examples = `
Devices come as they are found, page after page, so an export of any length takes little memory: --json writes a JSON line
for each, --csv a line of CSV under a header.

Examples:
  mintmark device list --order o-7kd93vmx4q
  mintmark device list --order o-7kd93vmx4q --state minted
  mintmark device list --firmware mfw_nrf9160_1.2.3 --all --csv > devices.csv
  mintmark device list --certificate 5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef --json`

/** `mintmark device list`: devices by what is known of them. */
export const addDeviceList = (device: Program, run: Run): void => {
  device
    .command('list')
    .description('list devices by what is known of them')
    .option('--order <order>', 'devices of an order; with --state only those')
    .option('--serial <text>', 'the device with this serial number')
    .option('--state <state>', 'devices that stand in this state, those that changed last first')
    .option('--station <arn>', 'devices whose unit this IAM principal spent, the newest first')
    .option('--firmware <text>', 'devices that had this modem firmware, the newest first')
    .option('--certificate <id>', 'the device that has this certificate')
    .option('--uuid <uuid>', 'the device with this device UUID')
    .option('--thing <name>', 'the device with this thing name')
    .option('--day <date>', 'devices begun on this day (UTC), the newest first')
    .option('--limit <number>', 'how many, at the most', '50')
    .option('--all', 'all of them', false)
    .option('--csv', 'as CSV', false)
    .addHelpText('after', examples)
    .action((options: ListOptions) => run((context) => list(options, context)))
}

const limitOf = ({ limit, all }: ListOptions): number => {
  if (all) return Number.POSITIVE_INFINITY
  if (/^[1-9]\d{0,8}$/.test(limit)) return Number(limit)
  throw new UsageError(`--limit is a whole number from 1, not '${limit}'`)
}

/** Devices page after page, up to so many; a refusal of the cloud ends it. Answers whether there may be more. */
async function* found(
  api: Pick<OpsApi, 'listDevices'>,
  query: DeviceQuery,
  most: number,
): AsyncGenerator<DeviceAnswer | Refused, boolean> {
  let after: string | undefined
  let left = most
  do {
    const limit = Math.min(left, mostOnPage)
    const page = await api.listDevices({ ...query, limit, ...(after === undefined ? {} : { after }) })
    if (isRefused(page)) {
      yield page
      return false
    }
    yield* page.devices
    after = page.next
    left -= page.devices.length
  } while (after !== undefined && left > 0)
  return after !== undefined
}

const list = async (options: ListOptions, context: CommandContext): Promise<CommandResult> => {
  const query = readDeviceQuery(options)
  const most = limitOf(options)
  const line = options.csv ? deviceCsv : deviceLine
  let count = 0
  if (options.csv) await context.emit(undefined, csvLine(deviceColumns))
  const devices = found(opsCloudOf(context), query, most)
  let next = await devices.next()
  for (; !next.done; next = await devices.next()) {
    if (isRefused(next.value)) return refusalResult(next.value)
    if (count === 0 && !options.csv) await context.emit(undefined, deviceHeading)
    count += 1
    await context.emit(next.value, line(next.value))
  }
  const more = next.value ? '; there may be more, which --limit or --all shows' : ''
  context.progress(count === 0 ? 'no device is known like that' : `${count} devices${more}`)
  return { exit: exit.done, json: undefined, text: '' }
}
