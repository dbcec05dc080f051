import type { Command as Program } from 'commander'
import { isRefused } from '../../../bench/refused.ts'
import { parseImei } from '../../../core/device/imei.ts'
import { opsCloudOf } from '../../cloud.ts'
import { exit, type Run, UsageError } from '../../command.ts'
import { refusalResult } from '../../outcome.ts'
import { renderRecheck } from '../../render/recheck.ts'

/** `mintmark device recheck`: asks AWS IoT about a device, and repairs a missed first connect. */
export const addDeviceRecheck = (device: Program, run: Run): void => {
  device
    .command('recheck')
    .description('ask AWS IoT about a device again, and register it if its first connect was missed')
    .argument('<imei>', '15 digits, as AT+CGSN prints them')
    .option('--clear-alerts', 'forget what was held against it, after somebody looked into it', false)
    .addHelpText(
      'after',
      '\nExample:\n  mintmark device recheck 352656100367872 --clear-alerts\nWithout --clear-alerts it ends with 1 if AWS IoT and the registry do not agree, or nothing could be decided.',
    )
    .action((text: string, { clearAlerts }: { clearAlerts: boolean }) =>
      run(async (context) => {
        const imei = parseImei(text)
        if (!imei.ok) throw new UsageError(imei.says)
        const answer = await opsCloudOf(context).recheck(imei.imei, { clearAlerts })
        if (isRefused(answer)) return refusalResult(answer)
        // Who clears alerts asked for that, and a device that is merely away is no reason to call it a failure.
        const agrees = clearAlerts || answer.says.length === 0
        return { exit: agrees ? exit.done : exit.no, json: answer, text: renderRecheck(answer) }
      }),
    )
}
