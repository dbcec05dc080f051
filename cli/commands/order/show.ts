import type { Command as Program } from 'commander'
import { isRefused } from '../../../bench/refused.ts'
import { cloudOf } from '../../cloud.ts'
import { exit, type Run } from '../../command.ts'
import { refusalResult } from '../../outcome.ts'
import { renderOrder } from '../../render/order.ts'

/** `mintmark order show`: an order and its numbers. */
export const addOrderShow = (order: Program, run: Run): void => {
  order
    .command('show')
    .description('show an order and how many of its units stand where')
    .argument('<order>', 'order number')
    .addHelpText('after', '\nExample:\n  mintmark order show ORDER --json')
    .action((orderId: string) =>
      run(async (context) => {
        const answer = await cloudOf(context).readOrder(orderId)
        return isRefused(answer) ? refusalResult(answer) : { exit: exit.done, json: answer, text: renderOrder(answer) }
      }),
    )
}
