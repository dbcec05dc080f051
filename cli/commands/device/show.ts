import type { Command as Program } from 'commander'
import { isRefused } from '../../../bench/refused.ts'
import { parseImei } from '../../../core/device/imei.ts'
import { cloudOf } from '../../cloud.ts'
import { exit, type Run, UsageError } from '../../command.ts'
import { refusalResult } from '../../outcome.ts'
import { renderDevice } from '../../render/device.ts'

/** `mintmark device show`: what the registry knows of a device. */
export const addDeviceShow = (device: Program, run: Run): void => {
  device
    .command('show')
    .description('show what the registry knows of a device')
    .argument('<imei>', '15 digits, as AT+CGSN prints them')
    .addHelpText('after', '\nExample:\n  mintmark device show 352656100367872')
    .action((text: string) =>
      run(async (context) => {
        const imei = parseImei(text)
        if (!imei.ok) throw new UsageError(imei.says)
        const answer = await cloudOf(context).readDevice(imei.imei)
        return isRefused(answer) ? refusalResult(answer) : { exit: exit.done, json: answer, text: renderDevice(answer) }
      }),
    )
}
