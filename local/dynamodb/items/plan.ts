import { dynaliteDb } from '../dynalite.ts'
import { conditionFailed, fromDynalite, invalid } from '../errors.ts'
import { fulfils } from '../expressions/condition.ts'
import { applyUpdate } from '../expressions/update.ts'
import type { DeleteRequest, PutRequest, UpdateRequest } from '../requests.ts'
import type { TableShape } from '../tables/table.ts'
import type { Change } from './change.ts'
import { checkIndexKeys, checkStorable } from './key.ts'
import { itemSize, MAX_ITEM_BYTES } from './size.ts'
import type { Item } from './value.ts'

/** A write decided but not done: what it changes, and the `Attributes` it answers. */
export interface Plan {
  change: Change
  attributes: Item | undefined
}

/** Where a write goes and what is there now. */
export interface Target {
  table: TableShape
  key: string
  before: Item | undefined
}

/** Decides a PutItem. Throws ConditionalCheckFailedException or ValidationException. */
export const planPut = (request: PutRequest, target: Target): Plan => {
  checkStorable(target.table, request.Item)
  checkCondition(request, target)
  return { change: { ...target, after: request.Item }, attributes: oldItem(request, target) }
}

/** Decides a DeleteItem. Throws ConditionalCheckFailedException. */
export const planDelete = (request: DeleteRequest, target: Target): Plan => {
  checkCondition(request, target)
  return { change: { ...target, after: undefined }, attributes: oldItem(request, target) }
}

/** Decides a transaction's ConditionCheck, which changes nothing. Throws ConditionalCheckFailedException. */
export const planCheck = (request: DeleteRequest, target: Target): Plan => {
  checkCondition(request, target)
  return { change: { ...target, after: target.before }, attributes: undefined }
}

/** Decides an UpdateItem. Throws ConditionalCheckFailedException or ValidationException. */
export const planUpdate = (request: UpdateRequest, target: Target): Plan => {
  refuseUpdatedElements(request)
  const problem = dynaliteDb.validateUpdates(undefined, request._updates, target.table)
  if (problem) throw fromDynalite(problem)
  checkCondition(request, target)
  const after = applyUpdate(target.before ?? request.Key, request._updates?.sections ?? [])
  if (dynaliteDb.validateItem(after, target.table))
    throw invalid('The update expression attempted to update the secondary index key to unsupported type')
  checkIndexKeys(target.table, after)
  if (itemSize(after) > MAX_ITEM_BYTES) throw invalid('Item size to update has exceeded the maximum allowed size')
  return { change: { ...target, after }, attributes: updatedAttributes(request, target.before, after) }
}

const checkCondition = (
  request: Pick<DeleteRequest, '_condition' | 'ReturnValuesOnConditionCheckFailure'>,
  { table, before }: Target,
): void => {
  const problem = dynaliteDb.validateKeyPaths(request._condition?.nestedPaths, table)
  if (problem) throw fromDynalite(problem)
  if (request._condition === undefined || fulfils(before ?? {}, request._condition.expression)) return
  throw conditionFailed(request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? before : undefined)
}

const oldItem = (request: Pick<DeleteRequest, 'ReturnValues'>, { before }: Target) =>
  request.ReturnValues === 'ALL_OLD' ? before : undefined

/** What AWS answers of list elements it does not document, and other engines disagree. */
const refuseUpdatedElements = ({ ReturnValues, _updates }: UpdateRequest): void => {
  if (!ReturnValues?.startsWith('UPDATED') || !_updates?.paths.some((path) => path.some(Number.isInteger))) return
  throw invalid(`The local DynamoDB does not answer ${ReturnValues} for list elements; ask for ALL_NEW or ALL_OLD`)
}

const updatedAttributes = (request: UpdateRequest, before: Item | undefined, after: Item): Item | undefined => {
  if (request.ReturnValues === 'ALL_NEW') return after
  if (request.ReturnValues === 'ALL_OLD') return before
  const source = request.ReturnValues === 'UPDATED_NEW' ? after : before
  if (source === undefined || !request.ReturnValues?.startsWith('UPDATED')) return undefined
  const updated = dynaliteDb.mapPaths(request._updates?.paths ?? [], source)
  // AWS leaves the member out where every update was a removal, but not for the old values.
  return source === after && Object.keys(updated).length === 0 ? undefined : updated
}
