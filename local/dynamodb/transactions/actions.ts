import { refuseUnknownMembers } from '../../protocols/refuse-unknown-members.ts'
import { invalid } from '../errors.ts'
import { keyOf, keyOfItem } from '../items/key.ts'
import { type Plan, planCheck, planDelete, planPut, planUpdate, type Target } from '../items/plan.ts'
import type { DeleteRequest, PutRequest, UpdateRequest } from '../requests.ts'
import type { TableShape } from '../tables/table.ts'
import { validate } from '../validate.ts'

/** One action of a transaction, its expressions parsed; what follows may fail on its own and becomes a cancellation reason. */
export interface TransactionAction {
  table: string
  locate(shape: TableShape): string
  plan(target: Target): Plan
}

const kinds = ['ConditionCheck', 'Put', 'Delete', 'Update'] as const

const required = (request: object, member: string): void => {
  if (!(member in request))
    throw invalid(
      `1 validation error detected: Value null at 'transactItems.member.${member}' failed to satisfy constraint: Member must not be null`,
    )
}

const parsers: Record<(typeof kinds)[number], (request: object) => TransactionAction> = {
  Put: (input) => {
    const request = validate<PutRequest>('putItem', input)
    return {
      table: request.TableName,
      locate: (shape) => keyOfItem(shape, request.Item),
      plan: (target) => planPut(request, target),
    }
  },
  Update: (input) => {
    required(input, 'UpdateExpression')
    const request = validate<UpdateRequest>('updateItem', input)
    return {
      table: request.TableName,
      locate: (shape) => keyOf(shape, request.Key),
      plan: (target) => planUpdate(request, target),
    }
  },
  Delete: (input) => onKey(input, planDelete),
  ConditionCheck: (input) => {
    required(input, 'ConditionExpression')
    return onKey(input, planCheck)
  },
}

const onKey = (input: object, plan: (request: DeleteRequest, target: Target) => Plan): TransactionAction => {
  const request = validate<DeleteRequest>('deleteItem', input)
  return {
    table: request.TableName,
    locate: (shape) => keyOf(shape, request.Key),
    plan: (target) => plan(request, target),
  }
}

/** Reads one element of `TransactItems`. Throws ValidationException for what is wrong in any table. */
export const parseAction = (element: object): TransactionAction => {
  refuseUnknownMembers('DynamoDB, in transactItems', element, kinds)
  const [kind, ...others] = kinds.filter((name) => name in element)
  if (kind === undefined || others.length > 0)
    throw invalid('TransactItems can only contain one of Check, Put, Update or Delete')
  const request = (element as Record<string, object>)[kind] ?? {}
  for (const member of ['ReturnValues', 'ReturnConsumedCapacity'])
    if (member in request) throw invalid(`${member} is not a member of ${kind} in a transaction`)
  return parsers[kind](request)
}
