import type { Endpoint } from './dynamodb-endpoint.ts'

const key = { pk: { S: 'gap' }, sk: { S: 's' } }
const target = { TableName: 'registry', Key: key }
const one = { ':v': { N: '1' } }

export interface Gap {
  name: string
  /** What the item holds first. */
  item: object
  operation: string
  input: object
  /** `ok`, or the name of the error. */
  ours: string
  theirs: string
}

/** Where MiniStack 1.5.33 answers otherwise, and why we think AWS does not. The random operations go around these (`avoid-gaps.ts`). */
export const gaps: Gap[] = [
  {
    // Developer Guide, "Update expressions": the operands of + are numbers.
    name: 'SET n = n + 1 where n is no number',
    item: { n: { BOOL: true } },
    operation: 'UpdateItem',
    input: { ...target, UpdateExpression: 'SET n = n + :v', ExpressionAttributeValues: one },
    ours: 'ValidationException',
    theirs: 'ok',
  },
  {
    name: 'list_append to what is no list',
    item: { l: { BOOL: true } },
    operation: 'UpdateItem',
    input: {
      ...target,
      UpdateExpression: 'SET l = list_append(l, :v)',
      ExpressionAttributeValues: { ':v': { L: [{ N: '1' }] } },
    },
    ours: 'ValidationException',
    theirs: 'ok',
  },
  {
    // API Reference, "TransactWriteItems": a Key names all attributes of the primary key.
    name: 'half a key in a transaction',
    item: {},
    operation: 'TransactWriteItems',
    input: { TransactItems: [{ Delete: { TableName: 'registry', Key: { pk: { S: 'gap' } } } }] },
    ours: 'TransactionCanceledException',
    theirs: 'ok',
  },
  {
    // Two document paths overlap: one is the beginning of the other.
    name: 'two paths of an update of which one holds the other',
    item: { a: { M: {} } },
    operation: 'UpdateItem',
    input: { ...target, UpdateExpression: 'REMOVE a.b, a' },
    ours: 'ValidationException',
    theirs: 'ok',
  },
  {
    // API Reference, "Query": a FilterExpression cannot contain partition key or sort key attributes.
    name: 'a filter on a key of the table',
    item: {},
    operation: 'Query',
    input: {
      TableName: 'registry',
      KeyConditionExpression: 'pk = :v',
      FilterExpression: 'sk = :v',
      ExpressionAttributeValues: { ':v': { S: 'gap' } },
    },
    ours: 'ValidationException',
    theirs: 'ok',
  },
  {
    // Only a literal of another type is an error; an attribute of another type does not match.
    name: 'begins_with on an attribute that is no text',
    item: { n: { N: '1' } },
    operation: 'DeleteItem',
    input: { ...target, ConditionExpression: 'begins_with(n, :v)', ExpressionAttributeValues: { ':v': { S: 'a' } } },
    ours: 'ConditionalCheckFailedException',
    theirs: 'ValidationException',
  },
  {
    // The guide gives a size to texts, binaries, sets and documents only.
    name: 'size of a number',
    item: { n: { N: '1' } },
    operation: 'DeleteItem',
    input: { ...target, ConditionExpression: 'size(n) = :v', ExpressionAttributeValues: { ':v': { N: '0' } } },
    ours: 'ConditionalCheckFailedException',
    theirs: 'ok',
  },
]

/** `ok` or the name of the error of a gap's request, after its item is put. */
export const outcomeOf = async ({ send }: Endpoint, { item, operation, input }: Gap): Promise<string> => {
  await send('PutItem', { TableName: 'registry', Item: { ...key, ...item } })
  return send(operation, input).then(
    () => 'ok',
    (error: Error) => error.name,
  )
}
