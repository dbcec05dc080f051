import type { Profile } from '../api/profile.ts'
import type { AccountEndpoints } from '../endpoint/endpoint-check.ts'

/** An order as the registry keeps it. Times are ISO 8601 in UTC. */
export interface OrderRecord {
  orderId: string
  status: 'open' | 'closed'
  profile: Profile
  quantity: number
  /** Units spent; never above `quantity`. */
  spent: number
  /** Units of devices that were shipped, scrapped and made again, on this order or another: spent, and held by no row. */
  remade?: number
  stations: string[]
  reworkStations: string[]
  /** Most units that one station may spend; a station without a share may spend the whole budget. */
  shares: Record<string, number>
  /** Units spent by each station that has a share. */
  spentBy: Record<string, number>
  openedAt: string
  openedBy: string
  validUntil?: string
  /** How many IMEIs the order names; undefined when any device may be keyed. */
  listedDevices?: number
  /** Type allocation codes whose devices may be keyed, besides those named one by one. */
  tacs?: string[]
  /** IMEIs of units that prove line and cloud at the start of a shift, and are never products of this order. */
  goldenUnits?: string[]
  warnings: string[]
  /** The account's host names when the order was opened; the endpoint never changes (aws-iot-provisioning.md 2.4). */
  account: AccountEndpoints
  /** The same as it was last seen, if it had changed since (`lambdas/check-profiles`). */
  accountSeen?: AccountEndpoints
  /** Why the order was opened although its devices could not connect. */
  overrideReason?: string
}
