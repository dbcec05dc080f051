import { dynaliteDb } from '../dynalite.ts'
import { indexPrefix } from '../storage.ts'
import { keyAttributes, type NamedIndex, type TableShape } from '../tables/table.ts'
import type { Item } from './value.ts'

export interface IndexEntry {
  /** The storage key, below the index's own prefix. */
  position: string
  item: Item
}

/** Where an item stands in an index. The table's key ends it, because dynalite's own suffix is a 24-bit hash and two items may share it. */
export const indexPosition = (table: TableShape, index: NamedIndex, item: Item): string =>
  `${dynaliteDb.createIndexKey(item, table, index.KeySchema)}/${dynaliteDb.createKey(item, table)}`

/** The entry an item has in an index: its projected attributes, or undefined while it lacks a key attribute of the index. */
export const indexEntry = (table: TableShape, index: NamedIndex, item: Item | undefined): IndexEntry | undefined => {
  const keys = keyAttributes(index.KeySchema)
  if (item === undefined || keys.some((key) => item[key] === undefined)) return undefined
  return { position: indexPosition(table, index, item), item: projected(table, index, item) }
}

const projected = (table: TableShape, index: NamedIndex, item: Item): Item => {
  if (index.Projection.ProjectionType === 'ALL') return item
  const names = new Set([
    ...keyAttributes(table.KeySchema),
    ...keyAttributes(index.KeySchema),
    ...(index.Projection.NonKeyAttributes ?? []),
  ])
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)))
}

export const indexKey = (table: TableShape, index: NamedIndex, entry: IndexEntry): string =>
  indexPrefix(table.TableName, index.IndexName) + entry.position
