import type { Profile } from '../api/profile.ts'

/** An order as the registry keeps it. Times are ISO 8601 in UTC. */
export interface OrderRecord {
  orderId: string
  status: 'open' | 'closed'
  profile: Profile
  quantity: number
  /** Units spent; never above `quantity`. */
  spent: number
  stations: string[]
  reworkStations: string[]
  openedAt: string
  openedBy: string
  validUntil?: string
  /** How many IMEIs the order names; undefined when any device may be keyed. */
  listedDevices?: number
  warnings: string[]
}
