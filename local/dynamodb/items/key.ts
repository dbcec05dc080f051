import { dynaliteDb } from '../dynalite.ts'
import { fromDynalite, invalid } from '../errors.ts'
import { indexesOf, type TableShape } from '../tables/table.ts'
import { itemSize, MAX_ITEM_BYTES } from './size.ts'
import type { Item } from './value.ts'

/** The storage key of a primary key as a request names it; throws ValidationException where it does not match the schema. */
export const keyOf = (table: TableShape, key: Item): string => {
  const problem = dynaliteDb.validateKey(key, table)
  if (problem) throw fromDynalite(problem)
  return dynaliteDb.createKey(key, table)
}

/** The storage key of a whole item; throws ValidationException where a key attribute is missing or of another type. */
export const keyOfItem = (table: TableShape, item: Item): string => {
  const problem = dynaliteDb.validateItem(item, table)
  if (problem) throw fromDynalite(problem)
  return dynaliteDb.createKey(item, table)
}

/** Refuses an item that DynamoDB would not store: too large, or with an empty index key. Source: API Reference, "PutItem". */
export const checkStorable = (table: TableShape, item: Item, tooLarge: string): void => {
  if (itemSize(item) > MAX_ITEM_BYTES) throw invalid(tooLarge)
  for (const index of indexesOf(table))
    for (const { AttributeName: name } of index.KeySchema)
      if (item[name]?.S === '' || item[name]?.B === '')
        throw invalid(
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${item[name].S === '' ? 'string' : 'binary'} value. IndexName: ${index.IndexName}, IndexKey: ${name}`,
        )
}
