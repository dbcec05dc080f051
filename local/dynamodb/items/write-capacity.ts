import type { Capacity } from '../capacity.ts'
import { type Change, type IndexChange, indexChanges } from './change.ts'
import type { IndexEntry } from './index-entry.ts'
import { itemSize } from './size.ts'
import type { Item } from './value.ts'

const units = (item: Item | undefined): number => (item === undefined ? 0 : Math.ceil(itemSize(item) / 1024))

/**
 * Write units of a change: the larger of old and new item in steps of 1 KB, at least one, and one write per index entry
 * that appears, goes or changes, two where it moves. Source: Developer Guide, "Global secondary indexes: write capacity units".
 * A transaction pays twice for the table and once for its indexes, which are written afterwards (MiniStack's authors measured it).
 */
export const writeCapacity = (change: Change, isTransaction = false): Capacity => ({
  kind: 'write',
  table: change.table.TableName,
  units: Math.max(units(change.before), units(change.after), 1) * (isTransaction ? 2 : 1),
  indexes: indexChanges(change).map((entry) => ({
    name: entry.index.IndexName,
    kind: entry.index.kind,
    units: indexUnits(entry),
  })),
})

const indexUnits = ({ before, after }: IndexChange): number => {
  const [old, fresh] = [entryUnits(before), entryUnits(after)]
  return before?.position === after?.position ? Math.max(old, fresh) : old + fresh
}

const entryUnits = (entry: IndexEntry | undefined) => units(entry?.item)
