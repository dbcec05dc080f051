import { lineEvent } from '../../core/api/line.ts'
import type { OrderAnswer } from '../../core/api/orders.ts'
import { orderAnswerOf } from '../../core/order/order-answer.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { attachTimesOf } from '../adapters/registry/attach-times.ts'
import { lineEvents } from '../adapters/registry/line-events.ts'
import { countStates, readOrder as readRow } from '../adapters/registry/orders.ts'
import type { Table } from '../adapters/registry/table.ts'

const shownEvents = 10

/** An order with the count of its devices by state, as the registry has them. */
export const readOrder =
  ({ table }: { table: Table }) =>
  async (orderId: string): Promise<OrderAnswer | Refusal> => {
    const [order, counts, line, attachTimes] = await Promise.all([
      readRow(table, orderId),
      countStates(table, orderId),
      lineEvents(table, orderId, shownEvents),
      attachTimesOf(table, orderId),
    ])
    if (order === undefined) return refuse('order-not-found', { orderId })
    return {
      ...orderAnswerOf(order, counts),
      ...(line.length === 0 ? {} : { line: line.map((event) => lineEvent.parse(event)) }),
      ...(attachTimes.length === 0 ? {} : { attachTimes }),
    }
  }
