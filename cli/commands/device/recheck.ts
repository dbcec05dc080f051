import type { Command as Program } from 'commander'
import { isRefused } from '../../../bench/refused.ts'
import { parseImei } from '../../../core/device/imei.ts'
import { opsCloudOf } from '../../cloud.ts'
import { exit, type Run, UsageError } from '../../command.ts'
import { refusalResult } from '../../outcome.ts'
import { renderDevice } from '../../render/device.ts'

/** `mintmark device recheck`: asks AWS IoT about a device, and repairs a missed first connect. */
export const addDeviceRecheck = (device: Program, run: Run): void => {
  device
    .command('recheck')
    .description('ask AWS IoT about a device again, and register it if its first connect was missed')
    .argument('<imei>', '15 digits, as AT+CGSN prints them')
    .option('--clear-alerts', 'forget what was held against it, after somebody looked into it', false)
    .addHelpText('after', '\nExample:\n  mintmark device recheck 352656100367872 --clear-alerts')
    .action((text: string, { clearAlerts }: { clearAlerts: boolean }) =>
      run(async (context) => {
        const imei = parseImei(text)
        if (!imei.ok) throw new UsageError(imei.says)
        const answer = await opsCloudOf(context).recheck(imei.imei, { clearAlerts })
        if (isRefused(answer)) return refusalResult(answer)
        return { exit: exit.done, json: answer, text: [renderDevice(answer.device), ...answer.says].join('\n') }
      }),
    )
}
