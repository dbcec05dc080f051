import type { OrderAnswer } from '../api/orders.ts'
import type { OrderRecord } from './order-record.ts'
import { type DeviceCounts, reconcileOrder } from './reconcile-order.ts'

/** Of an order that has begun no device. */
export const noDevices: DeviceCounts = { states: {}, scrappedAfterShipping: 0 }

/** The order as the API shows it. */
export const orderAnswerOf = (order: OrderRecord, counted: DeviceCounts): OrderAnswer => {
  const { states: counts } = counted
  return {
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
    goldenUnits: order.goldenUnits,
    outstanding: order.quantity - (counts.registered ?? 0),
    warnings: order.warnings,
    overrideReason: order.overrideReason,
    reconciliation: reconcileOrder(order, counted),
  }
}
