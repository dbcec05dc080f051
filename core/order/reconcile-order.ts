import type { DeviceState } from '../device/life-cycle.ts'
import type { OrderRecord } from './order-record.ts'

/** How many devices of an order stand in each state, and which of the scrapped had been shipped before. */
export interface DeviceCounts {
  states: Partial<Record<DeviceState, number>>
  scrappedAfterShipping: number
}

/** Where an order's units are. `minted` takes in what is just being confirmed. */
export interface Reconciliation {
  ordered: number
  spent: number
  reserved: number
  minted: number
  confirmed: number
  registered: number
  suspended: number
  revoked: number
  /** All scrapped devices; those that had been shipped keep their unit, the others gave it back. */
  scrapped: number
  scrappedAfterShipping: number
  /** Gave their unit back. */
  released: number
  /** Units of devices that were shipped, scrapped and then made again: no row holds them any more. */
  remade: number
  /** Units that are spent and that nothing above holds. 0, or `says` explains it. */
  difference: number
  says: string[]
}

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

const explain = (difference: number): string[] => {
  if (difference === 0) return []
  const what =
    difference > 0
      ? `${many(difference, 'unit is', 'units are')} spent that no device holds`
      : `${many(-difference, 'device holds a unit', 'devices hold units')} that the budget does not count`
  return [
    `${what}. A station at work explains it for a moment, because the count follows the budget by up to a second: ask again.`,
    'If it stays, somebody changed rows by hand: compare `mintmark device list --order` with the history of each device.',
  ]
}

/** Holds an order's budget against what its devices say. Every spent unit is with a device, or the difference is explained. */
export const reconcileOrder = (
  { quantity, spent, remade = 0 }: Pick<OrderRecord, 'quantity' | 'spent' | 'remade'>,
  { states, scrappedAfterShipping }: DeviceCounts,
): Reconciliation => {
  const of = (...names: DeviceState[]) => names.reduce((sum, name) => sum + (states[name] ?? 0), 0)
  const holding = of('reserved', 'minted', 'confirming', 'confirmed', 'registered', 'suspended', 'revoked')
  const difference = spent - holding - scrappedAfterShipping - remade
  return {
    ordered: quantity,
    spent,
    reserved: of('reserved'),
    minted: of('minted', 'confirming'),
    confirmed: of('confirmed'),
    registered: of('registered'),
    suspended: of('suspended'),
    revoked: of('revoked'),
    scrapped: of('scrapped'),
    scrappedAfterShipping,
    released: of('released'),
    remade,
    difference,
    says: explain(difference),
  }
}
