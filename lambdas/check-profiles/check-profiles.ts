import type { AccountEndpoints } from '../../core/endpoint/endpoint-check.ts'
import { type ProfileDrift, profileDrift } from '../../core/order/profile-drift.ts'
import { noteAccount } from '../adapters/registry/note-account.ts'
import { ordersInUse } from '../adapters/registry/orders-in-use.ts'
import type { Table } from '../adapters/registry/table.ts'

export interface CheckProfilesDependencies {
  table: Table
  account: () => Promise<AccountEndpoints>
  /** Called before anything is written, so that a kill tells a change twice rather than never. */
  tell: (drift: ProfileDrift) => void
}

/**
 * Holds the profile of every order in use against the account as it is now. A change is told once, and a profile whose devices
 * could not connect is told every time until one of both is mended.
 */
export const checkProfiles =
  ({ table, account, tell }: CheckProfilesDependencies) =>
  async (): Promise<{ orders: number; drifts: number }> => {
    const now = await account()
    let [orders, drifts] = [0, 0]
    for await (const order of ordersInUse(table)) {
      orders += 1
      const found = profileDrift(order, now)
      drifts += found.length
      for (const drift of found) tell(drift)
      if (found.some(({ what }) => what !== 'would-not-connect')) await noteAccount(table, order.orderId, now)
    }
    return { orders, drifts }
  }
