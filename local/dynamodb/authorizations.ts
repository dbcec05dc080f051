import type { Authorization, ServiceCall } from '../aws-service.ts'
import type { Item } from './items/value.ts'
import type { Tables } from './tables/tables.ts'

interface Place {
  region: string
  accountId: string
  tables: Tables
}

type Context = NonNullable<Authorization['context']>
type Input = Record<string, unknown>

/** Actions on items in a transaction, by the member of `TransactItems`. */
const transactional: Record<string, string> = {
  ConditionCheck: 'ConditionCheckItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
}

/** The IAM actions, resources and condition keys of a call. Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon DynamoDB". */
export const authorizationsOf = (place: Place, { operation, input }: ServiceCall): Authorization[] => {
  const given = input as Input
  const arn = (table: string, index?: string) =>
    `arn:aws:dynamodb:${place.region}:${place.accountId}:table/${table}${index === undefined ? '' : `/index/${index}`}`
  const needs = (action: string, resource: string, context: Context): Authorization => ({
    action: `dynamodb:${action}`,
    resource,
    ...(Object.keys(context).length > 0 ? { context } : {}),
  })
  if (operation === 'ListTables') return [needs(operation, '*', {})]
  if (operation === 'TransactWriteItems' || operation === 'TransactGetItems')
    return transactionParts(given).map(({ kind, request }) =>
      needs(transactional[kind] ?? kind, arn(text(request.TableName)), {
        ...leadingKeys(place, text(request.TableName), [request]),
        'dynamodb:EnclosingOperation': operation,
      }),
    )
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem')
    return Object.entries((given.RequestItems ?? {}) as Input).map(([table, requests]) =>
      needs(operation, arn(table), leadingKeys(place, table, batchParts(requests))),
    )
  if (typeof given.ResourceArn === 'string') return [needs(operation, given.ResourceArn, {})]
  const table = text(given.TableName)
  const context = {
    ...leadingKeys(place, table, [given]),
    ...(typeof given.ReturnValues === 'string' ? { 'dynamodb:ReturnValues': given.ReturnValues } : {}),
    ...(typeof given.Select === 'string' ? { 'dynamodb:Select': given.Select } : {}),
  }
  return [needs(operation, arn(table, typeof given.IndexName === 'string' ? given.IndexName : undefined), context)]
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const transactionParts = (input: Input): { kind: string; request: Input }[] =>
  (Array.isArray(input.TransactItems) ? (input.TransactItems as Input[]) : []).flatMap((element) =>
    Object.entries(element).map(([kind, request]) => ({ kind, request: (request ?? {}) as Input })),
  )

const batchParts = (requests: unknown): Input[] => {
  if (!Array.isArray(requests)) return (((requests ?? {}) as { Keys?: Item[] }).Keys ?? []).map((Key) => ({ Key }))
  return requests.flatMap((request: { PutRequest?: Input; DeleteRequest?: Input }) =>
    [request.PutRequest, request.DeleteRequest].filter((part) => part !== undefined),
  )
}

/** `dynamodb:LeadingKeys`: the partition keys that requests on single items name. */
const leadingKeys = (place: Place, table: string, requests: Input[]): Context => {
  const hash = place.tables.find(table)?.description.KeySchema[0]?.AttributeName
  if (hash === undefined) return {}
  const keys = requests
    .map((request) => ((request.Key ?? request.Item) as Item | undefined)?.[hash])
    .flatMap((value) => value?.S ?? value?.N ?? value?.B ?? [])
  return keys.length === 0 ? {} : { 'dynamodb:LeadingKeys': [...new Set(keys)] }
}
