import type { Command as Program } from 'commander'
import { isRefused } from '../../../bench/refused.ts'
import { parseImei } from '../../../core/device/imei.ts'
import { opsCloudOf } from '../../cloud.ts'
import { exit, type Run, UsageError } from '../../command.ts'
import type { TakeAway } from '../../ops-api.ts'
import { refusalResult } from '../../outcome.ts'
import { renderDevice } from '../../render/device.ts'

const acts: Record<TakeAway, string> = {
  suspend: 'shut a device out until it is resumed, and end its session',
  resume: 'let a suspended device in again',
  revoke: 'shut a device out for good, and end its session',
  scrap: 'give a device up; its unit goes back to the order',
}

/** `mintmark device suspend|resume|revoke|scrap`: each is harmless when asked twice. */
export const addDeviceTakeAway = (device: Program, run: Run): void => {
  for (const [act, description] of Object.entries(acts) as [TakeAway, string][])
    device
      .command(act)
      .description(description)
      .argument('<imei>', '15 digits, as AT+CGSN prints them')
      .option('--reason <text>', 'kept in the history of the device')
      .addHelpText('after', `\nExample:\n  mintmark device ${act} 352656100367872 --reason "returned by the customer"`)
      .action((text: string, { reason }: { reason?: string }) =>
        run(async (context) => {
          const imei = parseImei(text)
          if (!imei.ok) throw new UsageError(imei.says)
          const answer = await opsCloudOf(context).takeAway(act, imei.imei, reason === undefined ? {} : { reason })
          return isRefused(answer)
            ? refusalResult(answer)
            : { exit: exit.done, json: answer, text: renderDevice(answer) }
        }),
      )
}
