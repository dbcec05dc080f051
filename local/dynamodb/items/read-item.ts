import { dynaliteDb } from '../dynalite.ts'
import { fromDynalite } from '../errors.ts'
import type { GetRequest } from '../requests.ts'
import type { Storage } from '../storage.ts'
import type { TableShape } from '../tables/table.ts'
import { keyOf } from './key.ts'
import type { Item } from './value.ts'

export interface ReadItem {
  /** As stored, for the capacity. */
  whole: Item | undefined
  /** As the projection shows it; undefined where nothing is left. */
  shown: Item | undefined
}

/** Reads one item by its key. Throws ValidationException where key or projection do not fit the table. */
export const readItem = async (
  storage: Storage,
  table: TableShape,
  { Key, _projection }: Pick<GetRequest, 'Key' | '_projection'>,
): Promise<ReadItem> => {
  const key = keyOf(table, Key)
  const problem = dynaliteDb.validateKeyPaths(_projection?.nestedPaths, table)
  if (problem) throw fromDynalite(problem)
  const whole = await storage.item(table.TableName, key)
  const shown = whole === undefined || _projection === undefined ? whole : dynaliteDb.mapPaths(_projection.paths, whole)
  return { whole, shown }
}
