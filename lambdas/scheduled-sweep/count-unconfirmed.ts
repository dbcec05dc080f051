import { countInState } from '../adapters/registry/count-in-state.ts'
import type { Table } from '../adapters/registry/table.ts'

const hour = 3_600_000

/** Devices that got a certificate between a day and an hour ago, and that nobody has shown to hold it. */
export const countUnconfirmed = async (table: Table, now: number): Promise<number> => {
  const span = { since: new Date(now - 24 * hour).toISOString(), until: new Date(now - hour).toISOString() }
  const counts = await Promise.all((['minted', 'confirming'] as const).map((state) => countInState(table, state, span)))
  return counts.reduce((sum, count) => sum + count, 0)
}
