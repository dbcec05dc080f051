import { isRefused } from '../../bench/refused.ts'
import { opsCloudOf } from '../cloud.ts'
import { exit, type RegisterCommand } from '../command.ts'
import { refusalResult } from '../outcome.ts'
import { renderSweep } from '../render/sweep.ts'

const examples = `
It runs by itself every hour; by hand it looks for 20 seconds, and says if that was not enough. Only what is older than an
hour is touched, and certificates only if their key was reserved by us.

Examples:
  mintmark sweep --dry-run
  mintmark sweep
Ends with 1 if the registry and AWS IoT disagree about a device.`

/** `mintmark sweep`: puts right what crashes left behind. */
export const registerSweep: RegisterCommand = (program, run) => {
  program
    .command('sweep')
    .description(
      'put right what crashes left behind: lapsed reservations, our orphaned certificates, devices that are not out',
    )
    .option('--dry-run', 'say what would be done, and do nothing', false)
    .addHelpText('after', examples)
    .action(({ dryRun }: { dryRun: boolean }) =>
      run(async (context) => {
        const answer = await opsCloudOf(context).sweep({ dryRun })
        if (isRefused(answer)) return refusalResult(answer)
        const code = answer.disagreeing.length === 0 ? exit.done : exit.no
        return { exit: code, json: answer, text: renderSweep(answer) }
      }),
    )
}
