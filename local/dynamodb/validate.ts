import { refuseUnknownMembers } from '../protocols/refuse-unknown-members.ts'
import { type DynaliteError, dynaliteValidation, dynaliteValidations } from './dynalite.ts'
import { fromDynalite, invalid } from './errors.ts'
import { MAX_ITEM_BYTES } from './items/size.ts'

/** Members of the API from before expressions, and item collection metrics: what new code does not use is not offered. */
const notOffered = [
  'AttributesToGet',
  'AttributeUpdates',
  'ConditionalOperator',
  'Expected',
  'KeyConditions',
  'QueryFilter',
  'ReturnItemCollectionMetrics',
  'ScanFilter',
]

/** Members newer than dynalite, with the values they may have. */
const newer: Record<string, readonly unknown[]> = {
  ReturnValuesOnConditionCheckFailure: ['ALL_OLD', 'NONE'],
  ConsistentRead: [true, false],
}
const newerOf: Record<string, string[]> = {
  putItem: ['ReturnValuesOnConditionCheckFailure'],
  updateItem: ['ReturnValuesOnConditionCheckFailure'],
  deleteItem: ['ReturnValuesOnConditionCheckFailure'],
  scan: ['ConsistentRead'],
}

/**
 * Checks a request by dynalite's tables of types, ranges and expression grammar, and parses its expressions.
 * `operation` is dynalite's name (`putItem`); the answer is a copy. Throws ValidationException or SerializationException.
 */
export const validate = <Request>(operation: string, input: object): Request => {
  const { types, custom } = dynaliteValidation(operation)
  const extra = newerOf[operation] ?? []
  const members = Object.keys(types).filter((member) => !notOffered.includes(member))
  refuseUnknownMembers(`DynamoDB, in ${operation}`, input, [...members, ...extra])
  const added = Object.entries(input).filter(([member]) => extra.includes(member))
  for (const [member, value] of added)
    if (!newer[member]?.includes(value))
      throw invalid(`${member} must be one of ${newer[member]?.join(', ')}, not ${value}`)
  try {
    const checked = dynaliteValidations.checkTypes(structuredClone(input), types)
    dynaliteValidations.checkValidations(checked, types, custom, { options: { maxItemSize: MAX_ITEM_BYTES } })
    return { ...checked, ...Object.fromEntries(added) } as Request
  } catch (error) {
    throw fromDynalite(error as DynaliteError)
  }
}
