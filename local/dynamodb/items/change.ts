import type { StorageWrite } from '../dynalite.ts'
import { itemPrefix } from '../storage.ts'
import { indexesOf, type NamedIndex, type TableShape } from '../tables/table.ts'
import { type IndexEntry, indexEntry, indexKey } from './index-entry.ts'
import { equalValues, type Item } from './value.ts'

/** What a write does to one item; a condition check leaves `after` the same object as `before`. */
export interface Change {
  table: TableShape
  key: string
  before: Item | undefined
  after: Item | undefined
}

export interface IndexChange {
  index: NamedIndex
  before: IndexEntry | undefined
  after: IndexEntry | undefined
}

/** The indexes that a change touches: those where an entry appears, goes, moves or gets other content. */
export const indexChanges = ({ table, before, after }: Change): IndexChange[] =>
  before === after
    ? []
    : indexesOf(table)
        .map((index) => ({ index, before: indexEntry(table, index, before), after: indexEntry(table, index, after) }))
        .filter((change) => !sameEntry(change.before, change.after))

const sameEntry = (a: IndexEntry | undefined, b: IndexEntry | undefined): boolean => {
  if (a === undefined || b === undefined) return a === b
  return a.position === b.position && equalValues({ M: a.item }, { M: b.item })
}

/** The storage writes of a change: the item and its index entries. */
export const writesOf = (change: Change): StorageWrite[] => {
  if (change.before === change.after) return []
  const key = itemPrefix(change.table.TableName) + change.key
  return [
    change.after === undefined ? { type: 'del', key } : { type: 'put', key, value: change.after },
    ...indexChanges(change).flatMap((entry) => indexWrites(change.table, entry)),
  ]
}

const indexWrites = (table: TableShape, { index, before, after }: IndexChange): StorageWrite[] => {
  const writes: StorageWrite[] = []
  if (before !== undefined && before.position !== after?.position)
    writes.push({ type: 'del', key: indexKey(table, index, before) })
  if (after !== undefined) writes.push({ type: 'put', key: indexKey(table, index, after), value: after.item })
  return writes
}
