import { refuseUnknownMembers } from '../../protocols/refuse-unknown-members.ts'
import { type CapacityDetail, consumedCapacity } from '../capacity.ts'
import type { Operation } from '../engine.ts'
import { keyOf } from '../items/key.ts'
import { itemReadCapacity } from '../items/read-capacity.ts'
import { readItem } from '../items/read-item.ts'
import type { GetRequest } from '../requests.ts'
import { allOrCancel } from '../transactions/cancel.ts'
import { checkCount, checkDistinct } from '../transactions/limits.ts'
import { validate } from '../validate.ts'

interface Input {
  TransactItems?: object[]
  ReturnConsumedCapacity?: CapacityDetail
}

export const transactGetItems: Operation = (engine) => async (given) => {
  refuseUnknownMembers('DynamoDB, in transactGetItems', given, ['TransactItems', 'ReturnConsumedCapacity'])
  const { TransactItems, ReturnConsumedCapacity: detail }: Input = given
  const requests = checkCount(TransactItems).map(parseGet)
  return engine.serialise(async () => {
    checkDistinct(requests, ({ TableName, Key }) => `${TableName}~${keyOf(engine.tables.shape(TableName), Key)}`)
    const reads = await allOrCancel(requests, (request) =>
      readItem(engine.storage, engine.tables.shape(request.TableName), request),
    )
    const capacities = reads.map(({ whole }, position) =>
      itemReadCapacity(requests[position]?.TableName ?? '', whole, 'transaction'),
    )
    return {
      Responses: reads.map(({ shown }) => ({ Item: shown })),
      ConsumedCapacity: consumedCapacity(detail, capacities, true),
    }
  })
}

const parseGet = (element: object): GetRequest => {
  refuseUnknownMembers('DynamoDB, in transactItems', element, ['Get'])
  const { Get: request = {} } = element as { Get?: object }
  refuseUnknownMembers('DynamoDB, in Get', request, [
    'TableName',
    'Key',
    'ProjectionExpression',
    'ExpressionAttributeNames',
  ])
  return validate<GetRequest>('getItem', request)
}
