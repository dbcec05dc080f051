import type { Engine } from '../engine.ts'
import { indexEntry, indexKey } from '../items/index-entry.ts'
import type { Item } from '../items/value.ts'
import { indexPrefix, itemPrefix } from '../storage.ts'
import type { IndexShape, TableShape } from './table.ts'

/** Fills a new global secondary index from the items there are. */
export const fillIndex = async (engine: Engine, table: TableShape, index: IndexShape): Promise<void> => {
  const named = { ...index, kind: 'global' as const }
  for await (const [, item] of engine.storage.entries<Item>(itemPrefix(table.TableName))) {
    const entry = indexEntry(table, named, item)
    if (entry !== undefined)
      await engine.storage.write([{ type: 'put', key: indexKey(table, named, entry), value: entry.item }])
  }
}

export const clearIndex = (engine: Engine, table: string, index: string): Promise<void> =>
  engine.storage.clear(indexPrefix(table, index))
