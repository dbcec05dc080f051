import type { Command as Program } from 'commander'
import { isRefused } from '../../../bench/refused.ts'
import { exit, type Run } from '../../command.ts'
import { refusalResult } from '../../outcome.ts'
import { stationsCloudOf } from '../../station/stations-api.ts'

const help = `
The next call of the station is refused, whatever session it holds; what it minted stays. Its devices are found with
\`mintmark device list --station NAME\`. Asking twice changes nothing.

Example:
  mintmark station revoke line-1-bench-2`

/** `mintmark station revoke`: takes the trust from a station. */
export const addStationRevoke = (station: Program, run: Run): void => {
  station
    .command('revoke')
    .description('take the trust from a station')
    .argument('<name>', 'as `mintmark station list` shows it')
    .addHelpText('after', help)
    .action((name: string) =>
      run(async (context) => {
        const answer = await stationsCloudOf(context).revoke(name)
        if (isRefused(answer)) return refusalResult(answer)
        const text = `Station ${answer.name} is revoked since ${answer.revokedAt}; its next call is refused.`
        return { exit: exit.done, json: answer, text }
      }),
    )
}
