import { isRefused } from '../../bench/refused.ts'
import { opsCloudOf } from '../cloud.ts'
import { type CommandContext, type CommandResult, exit, type RegisterCommand } from '../command.ts'
import { refusalResult } from '../outcome.ts'
import { renderFleetView } from '../render/fleet-view.ts'

const examples = `
A device is late when it was confirmed and has not connected for \`firstConnectDays\` of the stage (14 by default). A sample of up
to 20 late devices, of each order in turn, is diagnosed once a day, and with --now within half a minute.

Examples:
  mintmark fleet
  mintmark fleet --now --json
Ends with 1 if no view was taken yet. It changes nothing but the view.`

/** `mintmark fleet`: why confirmed devices have not connected, over the whole fleet. */
export const registerFleet: RegisterCommand = (program, run) => {
  program
    .command('fleet')
    .description('show how many confirmed devices never connected, on which orders, and why')
    .option('--now', 'look now, and not at what was found last', false)
    .addHelpText('after', examples)
    .action(({ now }: { now: boolean }) => run((context) => show(now, context)))
}

const show = async (now: boolean, context: CommandContext): Promise<CommandResult> => {
  const cloud = opsCloudOf(context)
  const answer = await (now ? cloud.surveyFleet() : cloud.readFleetView())
  if (isRefused(answer)) return refusalResult(answer)
  const { view } = answer
  if (view === undefined)
    return {
      exit: exit.no,
      json: answer,
      text: 'Nobody has looked at the fleet yet. The schedule does so once a day; mintmark fleet --now does it now.',
    }
  return { exit: exit.done, json: view, text: renderFleetView(view) }
}
