import type { Command as Program } from 'commander'
import { isRefused } from '../../../bench/refused.ts'
import type { OrderList } from '../../../core/api/orders.ts'
import { opsCloudOf } from '../../cloud.ts'
import { type CommandContext, type CommandResult, exit, type Run, UsageError } from '../../command.ts'
import { refusalResult } from '../../outcome.ts'
import { renderTable } from '../../render/table.ts'

type Orders = OrderList['orders']

const mostOnPage = 100

/** `mintmark order list`: orders, the newest first. */
export const addOrderList = (order: Program, run: Run): void => {
  order
    .command('list')
    .description('list orders, the newest first')
    .option('--status <status>', 'open or closed')
    .option('--limit <number>', 'how many, at the most', '50')
    .addHelpText('after', '\nExamples:\n  mintmark order list --status open\n  mintmark order list --limit 500 --json')
    .action((options: { status?: string; limit: string }) => run((context) => list(options, context)))
}

const statusOf = (status: string | undefined): 'open' | 'closed' | undefined => {
  if (status === undefined || status === 'open' || status === 'closed') return status
  throw new UsageError(`--status is open or closed, not '${status}'`)
}

const render = (orders: Orders, isMore: boolean): string =>
  orders.length === 0
    ? 'there is no such order'
    : [
        renderTable(
          ['order', 'status', 'profile', 'ordered', 'spent', 'opened', 'valid until'],
          orders.map((order) => [
            order.orderId,
            order.status,
            order.profile,
            order.ordered,
            order.spent,
            order.openedAt,
            order.validUntil ?? '',
          ]),
        ),
        ...(isMore ? ['there may be more: --limit shows them'] : []),
      ].join('\n')

const list = async (options: { status?: string; limit: string }, context: CommandContext): Promise<CommandResult> => {
  const status = statusOf(options.status)
  const most = Number(options.limit)
  if (!Number.isInteger(most) || most < 1)
    throw new UsageError(`--limit is a whole number from 1, not '${options.limit}'`)
  const api = opsCloudOf(context)
  const orders: Orders = []
  let after: string | undefined
  do {
    const limit = Math.min(most - orders.length, mostOnPage)
    const page = await api.listOrders({ limit, ...(status && { status }), ...(after !== undefined && { after }) })
    if (isRefused(page)) return refusalResult(page)
    orders.push(...page.orders)
    after = page.next
  } while (after !== undefined && orders.length < most)
  return { exit: exit.done, json: { orders }, text: render(orders, after !== undefined) }
}
