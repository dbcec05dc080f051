import type { Command as Program } from 'commander'
import { isRefused } from '../../../bench/refused.ts'
import { parseImei } from '../../../core/device/imei.ts'
import { opsCloudOf } from '../../cloud.ts'
import { exit, type Run, UsageError } from '../../command.ts'
import { refusalResult } from '../../outcome.ts'
import { renderHistory } from '../../render/history.ts'

/** `mintmark device history`: what happened to a device. */
export const addDeviceHistory = (device: Program, run: Run): void => {
  device
    .command('history')
    .description('show what happened to a device, and which of its connects were refused')
    .argument('<imei>', '15 digits, as AT+CGSN prints them')
    .addHelpText('after', '\nExample:\n  mintmark device history 352656100367872')
    .action((text: string) =>
      run(async (context) => {
        const imei = parseImei(text)
        if (!imei.ok) throw new UsageError(imei.says)
        const answer = await opsCloudOf(context).readHistory(imei.imei)
        return isRefused(answer)
          ? refusalResult(answer)
          : { exit: exit.done, json: answer, text: renderHistory(answer) }
      }),
    )
}
