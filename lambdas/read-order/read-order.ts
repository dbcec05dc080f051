import type { OrderAnswer } from '../../core/api/orders.ts'
import { orderAnswerOf } from '../../core/order/order-answer.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { countStates, readOrder as readRow } from '../adapters/registry/orders.ts'
import type { Table } from '../adapters/registry/table.ts'

/** An order with the count of its devices by state, as the registry has them. */
export const readOrder =
  ({ table }: { table: Table }) =>
  async (orderId: string): Promise<OrderAnswer | Refusal> => {
    const [order, counts] = await Promise.all([readRow(table, orderId), countStates(table, orderId)])
    return order === undefined ? refuse('order-not-found', { orderId }) : orderAnswerOf(order, counts)
  }
