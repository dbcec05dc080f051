import type { OrderAnswer } from '../../core/api/orders.ts'
import { orderAnswerOf } from '../../core/order/order-answer.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { countStates, setOrderStatus } from '../adapters/registry/orders.ts'
import type { Table } from '../adapters/registry/table.ts'

/** Closes an order: no new unit is begun, and what was begun can still be finished. */
export const closeOrder =
  ({ table }: { table: Table }) =>
  async (orderId: string): Promise<OrderAnswer | Refusal> => {
    const [order, counts] = await Promise.all([setOrderStatus(table, orderId, 'closed'), countStates(table, orderId)])
    return order === undefined ? refuse('order-not-found', { orderId }) : orderAnswerOf(order, counts)
  }
