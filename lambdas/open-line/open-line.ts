import type { LineEvent, OpenLineRequest } from '../../core/api/line.ts'
import { mayAskArticles } from '../../core/article/decide-article.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { noteLineEvent } from '../adapters/registry/line-events.ts'
import { readOrder } from '../adapters/registry/orders.ts'
import type { Table } from '../adapters/registry/table.ts'
import { whoCalls } from '../adapters/registry/who-calls.ts'

export interface OpenLineDependencies {
  table: Table
  /** Name of the role that stations with a certificate share. */
  stationRole: string
}

export interface OpenLineCall {
  orderId: string
  /** ARN of the IAM principal that asks. */
  caller: string
  request: OpenLineRequest
}

/** Writes down with the order that a supervisor opened a line without a first article, and why. */
export const openLine =
  (deps: OpenLineDependencies) =>
  async ({ orderId, caller: principal, request }: OpenLineCall): Promise<LineEvent | Refusal> => {
    const [order, caller] = await Promise.all([
      readOrder(deps.table, orderId),
      whoCalls(deps.table, principal, deps.stationRole),
    ])
    if (isRefusal(caller)) return caller
    if (order === undefined) return refuse('order-not-found', { orderId })
    const no = mayAskArticles(order, caller)
    if (no !== undefined) return no
    const { at, reason, by } = request
    const event: LineEvent = {
      at: new Date(at).toISOString(),
      what: 'line-opened',
      station: caller,
      reason,
      ...(by === undefined ? {} : { by }),
    }
    await noteLineEvent(deps.table, orderId, event, caller)
    return event
  }
