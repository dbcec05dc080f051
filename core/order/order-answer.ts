import type { OrderAnswer } from '../api/orders.ts'
import type { DeviceState } from '../device/life-cycle.ts'
import type { OrderRecord } from './order-record.ts'

/** The order as the API shows it. `counts` holds how many of its devices stand in each state; a missing one is 0. */
export const orderAnswerOf = (order: OrderRecord, counts: Partial<Record<DeviceState, number>>): OrderAnswer => ({
  orderId: order.orderId,
  status: order.status,
  profile: order.profile,
  ordered: order.quantity,
  spent: order.spent,
  states: {
    reserved: counts.reserved ?? 0,
    minted: counts.minted ?? 0,
    confirming: counts.confirming ?? 0,
    confirmed: counts.confirmed ?? 0,
    registered: counts.registered ?? 0,
    suspended: counts.suspended ?? 0,
    revoked: counts.revoked ?? 0,
    scrapped: counts.scrapped ?? 0,
    released: counts.released ?? 0,
  },
  stations: order.stations,
  reworkStations: order.reworkStations,
  shares: order.shares,
  spentBy: order.spentBy,
  openedAt: order.openedAt,
  openedBy: order.openedBy,
  validUntil: order.validUntil,
  listedDevices: order.listedDevices,
  tacs: order.tacs,
  outstanding: order.quantity - (counts.registered ?? 0),
  warnings: order.warnings,
})
