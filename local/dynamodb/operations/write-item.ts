import { consumedCapacity } from '../capacity.ts'
import { commit } from '../commit.ts'
import type { Engine, Operation } from '../engine.ts'
import { keyOf, keyOfItem } from '../items/key.ts'
import { type Plan, planDelete, planPut, planUpdate, type Target } from '../items/plan.ts'
import { writeCapacity } from '../items/write-capacity.ts'
import type { DeleteRequest, Parsed, PutRequest, UpdateRequest } from '../requests.ts'
import type { TableShape } from '../tables/table.ts'
import { validate } from '../validate.ts'

const writeItem =
  <Request extends Parsed>(
    operation: string,
    locate: (table: TableShape, request: Request) => string,
    plan: (request: Request, target: Target) => Plan,
  ): Operation =>
  (engine: Engine) =>
  async (input) => {
    const request = validate<Request>(operation, input)
    return engine.serialise(async () => {
      const table = engine.tables.shape(request.TableName)
      const key = locate(table, request)
      const before = await engine.storage.item(table.TableName, key)
      const { change, attributes } = plan(request, { table, key, before })
      await commit(engine, [change])
      return {
        Attributes: attributes,
        ConsumedCapacity: consumedCapacity(request.ReturnConsumedCapacity, [writeCapacity(change)])?.[0],
      }
    })
  }

export const putItem = writeItem<PutRequest>('putItem', (table, request) => keyOfItem(table, request.Item), planPut)
export const deleteItem = writeItem<DeleteRequest>(
  'deleteItem',
  (table, request) => keyOf(table, request.Key),
  planDelete,
)
export const updateItem = writeItem<UpdateRequest>(
  'updateItem',
  (table, request) => keyOf(table, request.Key),
  planUpdate,
)
