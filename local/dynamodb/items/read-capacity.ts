import type { Capacity } from '../capacity.ts'
import { itemSize } from './size.ts'
import type { Item } from './value.ts'

/** Units for `bytes` read at once: steps of 4 KB, at least one; half when eventually consistent, double in a transaction. Source: Developer Guide, "Read and write capacity". */
export const readUnits = (bytes: number, mode: 'eventual' | 'consistent' | 'transaction'): number =>
  Math.max(1, Math.ceil(bytes / 4096)) * { eventual: 0.5, consistent: 1, transaction: 2 }[mode]

export const itemReadCapacity = (
  table: string,
  item: Item | undefined,
  mode: 'eventual' | 'consistent' | 'transaction',
): Capacity => ({ kind: 'read', table, units: readUnits(item === undefined ? 0 : itemSize(item), mode) })
