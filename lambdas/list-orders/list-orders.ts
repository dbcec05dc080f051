import type { OrderList } from '../../core/api/orders.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { type OrderQuestion, listOrders as readPage } from '../adapters/registry/orders.ts'
import type { Table } from '../adapters/registry/table.ts'

/** Orders, newest first, a page at a time. */
export const listOrders =
  ({ table }: { table: Table }) =>
  async (question: OrderQuestion): Promise<OrderList | Refusal> => {
    const page = await readPage(table, question)
    if (page === undefined)
      return refuse('request-malformed', { issues: [{ path: 'after', message: 'not the "next" of an earlier page' }] })
    const orders = page.orders.map(({ orderId, status, quantity, spent, openedAt, openedBy, validUntil, profile }) => {
      return { orderId, status, ordered: quantity, spent, openedAt, openedBy, validUntil, profile: profile.name }
    })
    return { orders, next: page.next }
  }
