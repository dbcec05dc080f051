import type { Command as Program } from 'commander'
import { isRefused } from '../../../bench/refused.ts'
import { cloudOf } from '../../cloud.ts'
import { exit, type Run } from '../../command.ts'
import { type OrderOptions, readOrderRequest } from '../../input/order-request.ts'
import { refusalResult } from '../../outcome.ts'
import { renderOrder } from '../../render/order.ts'

const collect = (value: string, before: string[]): string[] => [...before, value]

const examples = `
Examples:
  mintmark order create --profile tracker.json --quantity 500 --station line-1 --station line-2 --share line-2=100
  mintmark order create --profile tracker.json --quantity 8 --station arn:aws:iam::123456789012:role/rework --json
A profile in its shortest form: {"name": "tracker", "hostname": "HOST", "securityTag": 16842753}
Without --station, the caller is the order's only station.`

/** `mintmark order create`: opens a production order; it does not open if its devices could not connect. */
export const addOrderCreate = (order: Program, run: Run): void => {
  order
    .command('create')
    .description('open a production order')
    .requiredOption('--profile <file>', 'what the product expects of its devices, as JSON')
    .requiredOption('--quantity <number>', 'how many units may be keyed')
    .option(
      '--station <name>',
      'who may mint: an enrolled station, or an IAM principal by its ARN; repeat for more',
      collect,
      [],
    )
    .option('--share <name=number>', 'most units for one station; repeat for more', collect, [])
    .option('--rework-station <name>', 'who may also key confirmed devices again', collect, [])
    .option('--imei-list <file>', 'only these devices, one IMEI a line')
    .option(
      '--tac <code>',
      'only devices of this model, by the first 8 digits of the IMEI; repeat for more',
      collect,
      [],
    )
    .option(
      '--golden-unit <imei>',
      'a unit that proves the line at the start of a shift and is never a product; repeat for more',
      collect,
      [],
    )
    .option('--valid-until <time>', 'ISO 8601, such as 2027-01-31T00:00:00Z')
    .option('--override-endpoint-check <reason>', 'open it although its devices could not connect')
    .addHelpText('after', examples)
    .action((options: OrderOptions) =>
      run(async (context) => {
        const answer = await cloudOf(context).openOrder(await readOrderRequest(options))
        return isRefused(answer) ? refusalResult(answer) : { exit: exit.done, json: answer, text: renderOrder(answer) }
      }),
    )
}
