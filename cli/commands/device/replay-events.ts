import type { Command as Program } from 'commander'
import { isRefused } from '../../../bench/refused.ts'
import type { ReplayAnswer } from '../../../core/api/presence-events.ts'
import { opsCloudOf } from '../../cloud.ts'
import { type CommandContext, type CommandResult, exit, type Run } from '../../command.ts'
import { refusalResult } from '../../outcome.ts'

/** `mintmark device replay-events`: puts presence events back that failed on their way into the registry. */
export const addDeviceReplayEvents = (device: Program, run: Run): void => {
  device
    .command('replay-events')
    .description('put connects back that failed on their way into the registry, once the cause is mended')
    .option('--dry-run', 'count what waits, and move nothing', false)
    .addHelpText(
      'after',
      '\nExample:\n  mintmark device replay-events\nEnds with 1 if something waits that holds no event.',
    )
    .action(({ dryRun }: { dryRun: boolean }) => run((context) => replay(dryRun, context)))
}

const says = ({ dryRun, replayed, unreadable, waiting }: ReplayAnswer): string => {
  if (dryRun) return `about ${waiting} events wait`
  const left =
    unreadable === 0 ? '' : `; ${unreadable} messages hold no event and stay where they are: read them in SQS`
  return `${replayed} events put back${left}`
}

/** Each call moves what fits into its time, so it is asked until nothing more moves. */
const replay = async (dryRun: boolean, context: CommandContext): Promise<CommandResult> => {
  const api = opsCloudOf(context)
  let replayed = 0
  for (;;) {
    const answer = await api.replayEvents({ dryRun })
    if (isRefused(answer)) return refusalResult(answer)
    replayed += answer.replayed
    const total = { ...answer, replayed }
    if (dryRun || answer.replayed === 0 || answer.waiting <= answer.unreadable)
      return { exit: answer.unreadable === 0 ? exit.done : exit.no, json: total, text: says(total) }
    context.progress(`${replayed} put back, about ${answer.waiting} wait`)
  }
}
