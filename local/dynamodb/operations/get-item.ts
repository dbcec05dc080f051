import { consumedCapacity } from '../capacity.ts'
import type { Operation } from '../engine.ts'
import { itemReadCapacity } from '../items/read-capacity.ts'
import { readItem } from '../items/read-item.ts'
import type { GetRequest } from '../requests.ts'
import { validate } from '../validate.ts'

export const getItem: Operation = (engine) => async (input) => {
  const request = validate<GetRequest>('getItem', input)
  const table = engine.tables.shape(request.TableName)
  const { whole, shown } = await readItem(engine.storage, table, request)
  const capacity = itemReadCapacity(table.TableName, whole, request.ConsistentRead === true ? 'consistent' : 'eventual')
  return { Item: shown, ConsumedCapacity: consumedCapacity(request.ReturnConsumedCapacity, [capacity])?.[0] }
}
