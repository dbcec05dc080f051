import type { AttributeValue } from '../../../../local/dynamodb/items/value.ts'
import type { Action, Check, Condition, Operation, Write } from './operation.ts'

/** Gives names and values of one request their placeholders. */
const createPlaceholders = () => {
  const names = new Map<string, string>()
  const values: [string, AttributeValue][] = []
  return {
    name: (name: string): string => {
      if (!names.has(name)) names.set(name, `#${name}`)
      return `#${name}`
    },
    value: (value: AttributeValue): string => {
      values.push([`:v${values.length}`, value])
      return `:v${values.length - 1}`
    },
    members: () => ({
      ...(names.size > 0
        ? { ExpressionAttributeNames: Object.fromEntries([...names].map(([name, as]) => [as, name])) }
        : {}),
      ...(values.length > 0 ? { ExpressionAttributeValues: Object.fromEntries(values) } : {}),
    }),
  }
}
type Placeholders = ReturnType<typeof createPlaceholders>

const conditionText = (condition: Condition, { name, value }: Placeholders): string => {
  const text = (part: Condition): string => {
    if ('exists' in part) return `attribute_exists(${name(part.exists)})`
    if ('lacks' in part) return `attribute_not_exists(${name(part.lacks)})`
    if ('compare' in part) return `${name(part.name)} ${part.compare} ${value(part.value)}`
    if ('between' in part) return `${name(part.name)} BETWEEN ${value(part.between[0])} AND ${value(part.between[1])}`
    if ('beginsWith' in part) return `begins_with(${name(part.name)}, ${value({ S: part.beginsWith })})`
    if ('contains' in part) return `contains(${name(part.name)}, ${value(part.contains)})`
    if ('size' in part) return `size(${name(part.name)}) = ${value({ N: String(part.size) })}`
    if ('type' in part) return `attribute_type(${name(part.name)}, ${value({ S: part.type })})`
    if ('and' in part) return `(${text(part.and[0])}) AND (${text(part.and[1])})`
    if ('or' in part) return `(${text(part.or[0])}) OR (${text(part.or[1])})`
    return `NOT (${text(part.not)})`
  }
  return text(condition)
}

const actionText = (action: Action, { name, value }: Placeholders): [section: string, text: string] => {
  const path = name(action.name)
  if ('set' in action) return ['SET', `${path} = ${value(action.set)}`]
  if ('setIfLacking' in action) return ['SET', `${path} = if_not_exists(${path}, ${value(action.setIfLacking)})`]
  if ('plus' in action) return ['SET', `${path} = ${path} + ${value({ N: String(action.plus) })}`]
  if ('append' in action) return ['SET', `${path} = list_append(${path}, ${value({ L: action.append })})`]
  if ('copyOf' in action) return ['SET', `${path} = ${name(action.copyOf)}`]
  if ('remove' in action) return ['REMOVE', path]
  if ('add' in action) return ['ADD', `${path} ${value(action.add)}`]
  return ['DELETE', `${path} ${value({ SS: action.delete })}`]
}

const updateText = (actions: Action[], placeholders: Placeholders): string =>
  [
    ...Map.groupBy(
      actions.map((action) => actionText(action, placeholders)),
      ([section]) => section,
    ),
  ]
    .map(([section, parts]) => `${section} ${parts.map(([, text]) => text).join(', ')}`)
    .join(' ')

const writeInput = (write: Write | Check): object => {
  const placeholders = createPlaceholders()
  return {
    TableName: 'registry',
    ...(write.kind === 'put' ? { Item: { ...write.key, ...write.attributes } } : { Key: write.key }),
    ...(write.kind === 'update' ? { UpdateExpression: updateText(write.actions, placeholders) } : {}),
    ...(write.condition === undefined ? {} : { ConditionExpression: conditionText(write.condition, placeholders) }),
    ...(write.showOld === true && write.condition !== undefined
      ? { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }
      : {}),
    ...placeholders.members(),
  }
}

const memberNames = { put: 'Put', update: 'Update', delete: 'Delete', check: 'ConditionCheck' } as const

export interface Request {
  operation: string
  input: object
}

/** The API request of an operation, or undefined for one that only waits. */
export const render = (operation: Operation): Request | undefined => {
  switch (operation.does) {
    case 'wait':
      return undefined
    case 'write': {
      const { write, returns } = operation
      const name = { put: 'PutItem', update: 'UpdateItem', delete: 'DeleteItem' }[write.kind]
      return { operation: name, input: { ...writeInput(write), ReturnValues: returns } }
    }
    case 'get':
      return { operation: 'GetItem', input: { TableName: 'registry', Key: operation.key, ConsistentRead: true } }
    case 'transact':
      return {
        operation: 'TransactWriteItems',
        input: {
          TransactItems: operation.parts.map((part) => ({ [memberNames[part.kind]]: writeInput(part) })),
          ...(operation.token === undefined ? {} : { ClientRequestToken: operation.token }),
        },
      }
    case 'transactGet': {
      const gets = operation.keys.map((Key) => ({ Get: { TableName: 'registry', Key } }))
      return { operation: 'TransactGetItems', input: { TransactItems: gets } }
    }
    case 'batchGet': {
      const registry = { Keys: operation.keys, ConsistentRead: true }
      return { operation: 'BatchGetItem', input: { RequestItems: { registry } } }
    }
    case 'batchWrite': {
      const puts = operation.puts.map(({ key, attributes }) => ({ PutRequest: { Item: { ...key, ...attributes } } }))
      const deletes = operation.deletes.map((Key) => ({ DeleteRequest: { Key } }))
      return { operation: 'BatchWriteItem', input: { RequestItems: { registry: [...puts, ...deletes] } } }
    }
    default:
      return rangeRequest(operation)
  }
}

const rangeRequest = (operation: Extract<Operation, { limit: number }>): Request => {
  const placeholders = createPlaceholders()
  const { name, value } = placeholders
  const key = () => {
    if (operation.does === 'scan') return {}
    if (operation.does === 'queryTable')
      return { KeyConditionExpression: `${name('pk')} = ${value({ S: operation.pk })}` }
    const range = operation.range
    const between =
      range === undefined
        ? ''
        : ` AND ${name('imei')} BETWEEN ${value({ S: range.from })} AND ${value({ S: range.to })}`
    return {
      IndexName: 'byOrder',
      KeyConditionExpression: `${name('orderId')} = ${value({ S: operation.orderId })}${between}`,
    }
  }
  const input = {
    TableName: 'registry',
    ...key(),
    ...(operation.does === 'scan' ? {} : { ScanIndexForward: operation.forward }),
    Limit: operation.limit,
    ...(operation.filter === undefined ? {} : { FilterExpression: conditionText(operation.filter, placeholders) }),
  }
  return { operation: operation.does === 'scan' ? 'Scan' : 'Query', input: { ...input, ...placeholders.members() } }
}
