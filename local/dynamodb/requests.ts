import type { CapacityDetail } from './capacity.ts'
import type { Condition } from './expressions/condition.ts'
import type { UpdateSection } from './expressions/update.ts'
import type { Item, Path } from './items/value.ts'

/** Requests after validation: expressions are parsed, unknown members refused, numbers in normal form. */
export interface Parsed {
  TableName: string
  ReturnConsumedCapacity?: CapacityDetail
}

interface Conditional extends Parsed {
  ReturnValues?: 'NONE' | 'ALL_OLD' | 'ALL_NEW' | 'UPDATED_OLD' | 'UPDATED_NEW'
  ReturnValuesOnConditionCheckFailure?: 'NONE' | 'ALL_OLD'
  _condition?: { expression: Condition; nestedPaths?: object }
}

interface Projecting {
  ConsistentRead?: boolean
  _projection?: { paths: Path[]; nestedPaths?: object }
}

export interface PutRequest extends Conditional {
  Item: Item
}
export interface DeleteRequest extends Conditional {
  Key: Item
}
export interface UpdateRequest extends DeleteRequest {
  _updates?: { sections: UpdateSection[]; paths: Path[] }
}
export interface GetRequest extends Parsed, Projecting {
  Key: Item
}
export interface RangeRequest extends Parsed, Projecting {
  IndexName?: string
  Select?: string
  Limit?: number
  ExclusiveStartKey?: Item
  _filter?: { expression: Condition; pathHeads: object; nestedPaths?: object }
}
export interface BatchGetRequest {
  RequestItems: Record<string, Projecting & { Keys: Item[] }>
  ReturnConsumedCapacity?: CapacityDetail
}
export interface BatchWriteRequest {
  RequestItems: Record<string, { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]>
  ReturnConsumedCapacity?: CapacityDetail
}
