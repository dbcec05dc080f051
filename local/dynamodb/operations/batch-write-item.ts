import { consumedCapacity } from '../capacity.ts'
import { commit } from '../commit.ts'
import type { Engine, Operation } from '../engine.ts'
import { invalid } from '../errors.ts'
import { keyOf, keyOfItem } from '../items/key.ts'
import { type Plan, planDelete, planPut } from '../items/plan.ts'
import { writeCapacity } from '../items/write-capacity.ts'
import type { BatchWriteRequest } from '../requests.ts'
import type { TableShape } from '../tables/table.ts'
import { validate } from '../validate.ts'

/** Source: API Reference, "BatchWriteItem". */
const MAX_WRITES = 25

export const batchWriteItem: Operation = (engine) => async (input) => {
  const request = validate<BatchWriteRequest>('batchWriteItem', input)
  const writes = Object.entries(request.RequestItems).flatMap(([name, ofTable]) =>
    ofTable.map((write) => ({ name, write })),
  )
  if (writes.length > MAX_WRITES) throw invalid('Too many items requested for the BatchWriteItem call')
  return engine.serialise(async () => {
    const located = writes.map(({ name, write }) => locate(engine.tables.shape(name), write))
    if (new Set(located.map(({ table, key }) => `${table.TableName}~${key}`)).size < located.length)
      throw invalid('Provided list of item keys contains duplicates')
    const plans = await Promise.all(located.map((write) => planOf(engine, write)))
    await commit(
      engine,
      plans.map(({ change }) => change),
    )
    return {
      UnprocessedItems: {},
      ConsumedCapacity: consumedCapacity(
        request.ReturnConsumedCapacity,
        plans.map(({ change }) => writeCapacity(change)),
      ),
    }
  })
}

type Write = BatchWriteRequest['RequestItems'][string][number]

const locate = (table: TableShape, { PutRequest: put, DeleteRequest: remove }: Write) => {
  if (put !== undefined && remove === undefined) return { table, put, key: keyOfItem(table, put.Item), remove }
  if (remove !== undefined && put === undefined) return { table, put, key: keyOf(table, remove.Key), remove }
  throw invalid('Supplied WriteRequest must contain exactly one of PutRequest and DeleteRequest')
}

const planOf = async (engine: Engine, { table, key, put, remove }: ReturnType<typeof locate>): Promise<Plan> => {
  const target = { table, key, before: await engine.storage.item(table.TableName, key) }
  if (put !== undefined) return planPut({ TableName: table.TableName, Item: put.Item }, target)
  return planDelete({ TableName: table.TableName, Key: remove.Key }, target)
}
