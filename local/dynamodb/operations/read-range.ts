import { consumedCapacity } from '../capacity.ts'
import {
  dynaliteDb,
  dynaliteQuery,
  dynaliteScan,
  type QueryAction,
  type QueryStore,
  type StorageRange,
} from '../dynalite.ts'
import type { Engine, Operation } from '../engine.ts'
import { fromDynalite, invalid } from '../errors.ts'
import { fulfils } from '../expressions/condition.ts'
import { indexPosition } from '../items/index-entry.ts'
import { readUnits } from '../items/read-capacity.ts'
import { itemSize } from '../items/size.ts'
import type { Item } from '../items/value.ts'
import type { RangeRequest } from '../requests.ts'
import { indexPrefix, itemPrefix } from '../storage.ts'
import { indexesOf, keyAttributes, type NamedIndex, type TableShape } from '../tables/table.ts'
import { validate } from '../validate.ts'

/** An expression that dynalite finds true for every item: it has no such function, and then answers true. */
const everyItem = { type: 'function', name: 'every item', args: [] }

/** Query and Scan: dynalite finds the page; filter, projection and capacity are reckoned here, as for all other operations. */
const readRange =
  (operation: 'query' | 'scan', action: QueryAction): Operation =>
  (engine) =>
  async (input) => {
    const request = validate<RangeRequest>(operation, input)
    const table = engine.tables.shape(request.TableName)
    const index = indexesOf(table).find(({ IndexName }) => IndexName === request.IndexName)
    if (index !== undefined) checkProjected(table, index, request)
    const page = await findPage(action, storeOf(engine, table, index, request.ExclusiveStartKey), request)
    const { _filter: filter, _projection: projection } = request
    const found = page.Items.filter((item) => filter === undefined || fulfils(item, filter.expression))
    const units = readUnits(
      page.Items.reduce((bytes, item) => bytes + itemSize(item), 0),
      request.ConsistentRead === true ? 'consistent' : 'eventual',
    )
    const used = { kind: 'read' as const, table: table.TableName }
    const capacity =
      index === undefined
        ? { ...used, units }
        : { ...used, units: 0, indexes: [{ name: index.IndexName, kind: index.kind, units }] }
    return {
      Items:
        request.Select === 'COUNT'
          ? undefined
          : found.map((item) => (projection === undefined ? item : dynaliteDb.mapPaths(projection.paths, item))),
      Count: found.length,
      ScannedCount: page.ScannedCount,
      LastEvaluatedKey: page.LastEvaluatedKey,
      ConsumedCapacity: consumedCapacity(request.ReturnConsumedCapacity, [capacity])?.[0],
    }
  }

export const query = readRange('query', dynaliteQuery)
export const scan = readRange('scan', dynaliteScan)

const findPage = (action: QueryAction, store: QueryStore, request: RangeRequest) =>
  new Promise<{ Items: Item[]; ScannedCount: number; LastEvaluatedKey?: Item }>((resolve, reject) => {
    const { _filter, _projection, Select, ReturnConsumedCapacity: _, ...rest } = request
    const data = {
      ...rest,
      ...(Select === 'COUNT' ? {} : { Select }),
      ...(_filter === undefined ? {} : { _filter: { ..._filter, expression: everyItem } }),
      ...(_projection === undefined ? {} : { _projection: { nestedPaths: _projection.nestedPaths } }),
    }
    action(store, data, (error, page) => {
      if (error) reject(fromDynalite(error))
      else resolve({ ...page, Items: page.Items ?? [] })
    })
  })

const storeOf = (engine: Engine, table: TableShape, index: NamedIndex | undefined, start?: Item): QueryStore => {
  // dynalite's start of a page knows 24 bits of the table's key; ours names it whole, so that no entry is met twice or left out.
  const exact = (range: StorageRange): StorageRange => {
    if (index === undefined || start === undefined) return range
    const [begin, position] = [
      dynaliteDb.createIndexKey(start, table, index.KeySchema),
      indexPosition(table, index, start),
    ]
    return {
      ...range,
      ...(range.gt === begin ? { gt: position } : {}),
      ...(range.lt === begin ? { lt: position } : {}),
    }
  }
  return {
    getTable: (_name, done) => done(null, table),
    getItemDb: (name) => ({ createValueStream: (range) => engine.storage.stream(itemPrefix(name), range) }),
    getIndexDb: (_kind, name, indexName) => ({
      createValueStream: (range) => engine.storage.stream(indexPrefix(name, indexName), exact(range)),
    }),
  }
}

const checkProjected = (table: TableShape, index: NamedIndex, { Select, _projection, _filter }: RangeRequest): void => {
  if (index.Projection.ProjectionType === 'ALL') return
  const projected = new Set([
    ...keyAttributes(table.KeySchema),
    ...keyAttributes(index.KeySchema),
    ...(index.Projection.NonKeyAttributes ?? []),
  ])
  const asked = [...(_projection?.paths ?? []).map((path) => String(path[0])), ...Object.keys(_filter?.pathHeads ?? {})]
  const missing = asked.filter((name) => !projected.has(name))
  if (index.kind === 'local' && (Select === 'ALL_ATTRIBUTES' || missing.length > 0))
    throw invalid(`The local DynamoDB does not fetch from the table for the local secondary index ${index.IndexName}`)
  if (missing.length > 0)
    throw invalid(
      `One or more parameter values were invalid: Global secondary index ${index.IndexName} does not project [${missing.join(', ')}]`,
    )
}
