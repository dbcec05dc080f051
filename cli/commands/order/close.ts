import type { Command as Program } from 'commander'
import { isRefused } from '../../../bench/refused.ts'
import { opsCloudOf } from '../../cloud.ts'
import { exit, type Run } from '../../command.ts'
import { refusalResult } from '../../outcome.ts'
import { renderOrder } from '../../render/order.ts'

const acts = {
  close: 'close an order: nothing new is begun on it, and what was begun can still be finished',
  reopen: 'open a closed order again; its budget is what it was',
} as const

/** `mintmark order close|reopen`: each is harmless when asked twice. */
export const addOrderClose = (order: Program, run: Run): void => {
  for (const act of ['close', 'reopen'] as const)
    order
      .command(act)
      .description(acts[act])
      .argument('<order>', 'order number')
      .addHelpText('after', `\nExample:\n  mintmark order ${act} o-7kd93vmx4q`)
      .action((orderId: string) =>
        run(async (context) => {
          const api = opsCloudOf(context)
          const answer = await (act === 'close' ? api.closeOrder(orderId) : api.reopenOrder(orderId))
          return isRefused(answer)
            ? refusalResult(answer)
            : { exit: exit.done, json: answer, text: renderOrder(answer) }
        }),
      )
}
