import { dynaliteDb } from '../dynalite.ts'
import { fromDynalite, WholeRequestInvalid } from '../errors.ts'
import { indexesOf, type KeySchemaElement, type TableShape } from '../tables/table.ts'
import { itemSize, MAX_ITEM_BYTES } from './size.ts'
import type { Item } from './value.ts'

/** The storage key of a primary key as a request names it; throws ValidationException where it does not match the schema. */
export const keyOf = (table: TableShape, key: Item): string => {
  checkNotEmpty(table.KeySchema, key, (name, kind) => `${emptyKey(kind)} Key: ${name}`)
  const problem = dynaliteDb.validateKey(key, table)
  if (problem) throw fromDynalite(problem)
  return dynaliteDb.createKey(key, table)
}

/** The storage key of a whole item; throws ValidationException where a key attribute is missing or of another type. */
export const keyOfItem = (table: TableShape, item: Item): string => {
  checkNotEmpty(table.KeySchema, item, (name, kind) => `${emptyKey(kind)} Key: ${name}`)
  const problem = dynaliteDb.validateItem(item, table)
  if (problem) throw fromDynalite(problem)
  return dynaliteDb.createKey(item, table)
}

/** Refuses a new item that DynamoDB would not store: too large, or with an empty index key. Source: API Reference, "PutItem". */
export const checkStorable = (table: TableShape, item: Item): void => {
  if (itemSize(item) > MAX_ITEM_BYTES) throw new WholeRequestInvalid('Item size has exceeded the maximum allowed size')
  checkIndexKeys(table, item)
}

/** Refuses an item with an empty index key. */
export const checkIndexKeys = (table: TableShape, item: Item): void => {
  for (const index of indexesOf(table))
    checkNotEmpty(
      index.KeySchema,
      item,
      (name, kind) =>
        `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${kind} value. IndexName: ${index.IndexName}, IndexKey: ${name}`,
    )
}

const emptyKey = (kind: string) =>
  `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${kind} value.`

const checkNotEmpty = (
  schema: KeySchemaElement[],
  item: Item,
  message: (attribute: string, kind: string) => string,
): void => {
  for (const { AttributeName: name } of schema) {
    if (item[name]?.S === '') throw new WholeRequestInvalid(message(name, 'string'))
    if (item[name]?.B === '') throw new WholeRequestInvalid(message(name, 'binary'))
  }
}
