import { normal } from '../../local/dynamodb/model/normal.ts'
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
  /** `ok`, the answer, or the name of the error. */
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
    // Developer Guide, "Update expressions", REMOVE: its example removes [1] and [2] of the old list.
    name: 'two elements removed at once',
    item: { l: { L: [{ S: '0' }, { S: '1' }, { S: '2' }, { S: '3' }] } },
    operation: 'UpdateItem',
    input: { ...target, UpdateExpression: 'REMOVE l[0], l[2]', ReturnValues: 'ALL_NEW' },
    ours: '{"Attributes":{"l":{"L":[{"S":"1"},{"S":"3"}]},"pk":{"S":"gap"},"sk":{"S":"s"}}}',
    theirs: '{"Attributes":{"l":{"L":[{"S":"1"},{"S":"2"}]},"pk":{"S":"gap"},"sk":{"S":"s"}}}',
  },
  {
    // The same page, SET: elements added beyond the end are sorted by their number.
    name: 'two elements set beyond the end of a list',
    item: { l: { L: [] } },
    operation: 'UpdateItem',
    input: {
      ...target,
      UpdateExpression: 'SET l[9] = :v, l[7] = :w',
      ExpressionAttributeValues: { ':v': { S: 'nine' }, ':w': { S: 'seven' } },
      ReturnValues: 'ALL_NEW',
    },
    ours: '{"Attributes":{"l":{"L":[{"S":"seven"},{"S":"nine"}]},"pk":{"S":"gap"},"sk":{"S":"s"}}}',
    theirs: '{"Attributes":{"l":{"L":[{"S":"nine"},{"S":"seven"}]},"pk":{"S":"gap"},"sk":{"S":"s"}}}',
  },
  {
    // dynalite's tests, made against AWS: the path of a REMOVE must lead somewhere.
    name: 'REMOVE below what is not there',
    item: {},
    operation: 'UpdateItem',
    input: { ...target, UpdateExpression: 'REMOVE z.y' },
    ours: 'ValidationException',
    theirs: 'ok',
  },
  {
    name: 'an index into a map',
    item: { m: { M: {} } },
    operation: 'UpdateItem',
    input: { ...target, UpdateExpression: 'SET m[0] = :v', ExpressionAttributeValues: one },
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

/** What becomes of a gap's request after its item is put. */
export const outcomeOf = async ({ send }: Endpoint, { item, operation, input }: Gap): Promise<string> => {
  await send('PutItem', { TableName: 'registry', Item: { ...key, ...item } })
  return send(operation, input).then(
    (answer) => (Object.keys(answer).length === 0 || operation === 'Query' ? 'ok' : JSON.stringify(normal(answer))),
    (error: Error) => error.name,
  )
}
