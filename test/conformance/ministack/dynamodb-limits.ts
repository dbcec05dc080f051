const table = 'registry'
const key = (pk: unknown, sk: unknown = { S: 's' }) => ({ pk, sk })
const item = (more: object) => ({ TableName: table, Item: { ...key({ S: 'limits' }), ...more } })
const put = (pk: string) => ({ Put: { TableName: table, Item: key({ S: pk }) } })
const many = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n))
const kilobytes = (n: number) => ({ S: 'x'.repeat(n * 1024) })

/** Requests at the limits of the API, each alone on an empty table; both sides must answer with the same error, or both with none. */
export const limits: [name: string, operation: string, input: object][] = [
  ['an item of 400 KB', 'PutItem', item({ body: { S: 'x'.repeat(400 * 1024 - 20) } })],
  ['an item over 400 KB', 'PutItem', item({ body: kilobytes(400) })],
  [
    'an item over 400 KB in a transaction',
    'TransactWriteItems',
    { TransactItems: [{ Put: item({ body: kilobytes(400) }) }] },
  ],
  ['100 actions', 'TransactWriteItems', { TransactItems: many(100, (n) => put(`${n}`)) }],
  ['101 actions', 'TransactWriteItems', { TransactItems: many(101, (n) => put(`${n}`)) }],
  ['no action', 'TransactWriteItems', { TransactItems: [] }],
  ['one item twice', 'TransactWriteItems', { TransactItems: [put('a'), put('a')] }],
  ['a token of 36', 'TransactWriteItems', { TransactItems: [put('a')], ClientRequestToken: 'x'.repeat(36) }],
  ['a token of 37', 'TransactWriteItems', { TransactItems: [put('a')], ClientRequestToken: 'x'.repeat(37) }],
  [
    '101 reads',
    'TransactGetItems',
    { TransactItems: many(101, (n) => ({ Get: { TableName: table, Key: key({ S: `${n}` }) } })) },
  ],
  [
    '25 puts',
    'BatchWriteItem',
    { RequestItems: { [table]: many(25, (n) => ({ PutRequest: { Item: key({ S: `${n}` }) } })) } },
  ],
  [
    '26 puts',
    'BatchWriteItem',
    { RequestItems: { [table]: many(26, (n) => ({ PutRequest: { Item: key({ S: `${n}` }) } })) } },
  ],
  [
    'one put twice',
    'BatchWriteItem',
    { RequestItems: { [table]: many(2, () => ({ PutRequest: { Item: key({ S: 'a' }) } })) } },
  ],
  ['100 keys', 'BatchGetItem', { RequestItems: { [table]: { Keys: many(100, (n) => key({ S: `${n}` })) } } }],
  ['101 keys', 'BatchGetItem', { RequestItems: { [table]: { Keys: many(101, (n) => key({ S: `${n}` })) } } }],
  ['an empty key', 'PutItem', { TableName: table, Item: key({ S: '' }) }],
  ['an empty key in a transaction', 'TransactWriteItems', { TransactItems: [put('')] }],
  ['a key of another type', 'PutItem', { TableName: table, Item: key({ N: '1' }) }],
  ['a key of another type in a read', 'GetItem', { TableName: table, Key: key({ N: '1' }) }],
  [
    'a key of another type in a transaction',
    'TransactWriteItems',
    { TransactItems: [{ Put: { TableName: table, Item: key({ N: '1' }) } }] },
  ],
  ['half a key', 'DeleteItem', { TableName: table, Key: { pk: { S: 'a' } } }],
  ['a partition key of 2 KB', 'PutItem', { TableName: table, Item: key({ S: 'x'.repeat(2048) }) }],
  ['a partition key over 2 KB', 'PutItem', { TableName: table, Item: key({ S: 'x'.repeat(2049) }) }],
  ['a sort key over 1 KB', 'PutItem', { TableName: table, Item: key({ S: 'a' }, { S: 'x'.repeat(1025) }) }],
  ['an index key of another type', 'PutItem', item({ orderId: { N: '1' } })],
  [
    'an index key of another type in a transaction',
    'TransactWriteItems',
    { TransactItems: [{ Put: item({ orderId: { N: '1' } }) }] },
  ],
  ['an empty index key', 'PutItem', item({ orderId: { S: '' } })],
  [
    'an empty index key in a transaction',
    'TransactWriteItems',
    { TransactItems: [{ Put: item({ orderId: { S: '' } }) }] },
  ],
  ['an empty text', 'PutItem', item({ text: { S: '' } })],
  ['an empty set', 'PutItem', item({ set: { SS: [] } })],
  ['a set with one member twice', 'PutItem', item({ set: { SS: ['a', 'a'] } })],
  ['38 digits', 'PutItem', item({ n: { N: '1'.repeat(38) } })],
  ['39 digits', 'PutItem', item({ n: { N: '1'.repeat(39) } })],
  ['a number too large', 'PutItem', item({ n: { N: '1e126' } })],
  ['a number that is none', 'PutItem', item({ n: { N: 'one' } })],
  ['a value without a type', 'PutItem', item({ n: {} })],
  ['a null that is false', 'PutItem', item({ n: { NULL: false } })],
  [
    'an unused value',
    'PutItem',
    { ...item({}), ConditionExpression: 'attribute_exists(pk)', ExpressionAttributeValues: { ':v': { S: 'v' } } },
  ],
  ['an undefined value', 'PutItem', { ...item({}), ConditionExpression: 'pk = :v' }],
  ['a reserved word', 'PutItem', { ...item({}), ConditionExpression: 'attribute_exists(status)' }],
  ['an empty condition', 'PutItem', { ...item({}), ConditionExpression: '' }],
  ['a broken condition', 'PutItem', { ...item({}), ConditionExpression: 'attribute_exists(pk' }],
  ['ALL_NEW of a put', 'PutItem', { ...item({}), ReturnValues: 'ALL_NEW' }],
  [
    'an update of a key',
    'UpdateItem',
    {
      TableName: table,
      Key: key({ S: 'a' }),
      UpdateExpression: 'SET pk = :v',
      ExpressionAttributeValues: { ':v': { S: 'v' } },
    },
  ],
  [
    'a path into nothing',
    'UpdateItem',
    {
      TableName: table,
      Key: key({ S: 'a' }),
      UpdateExpression: 'SET a.b = :v',
      ExpressionAttributeValues: { ':v': { S: 'v' } },
    },
  ],
  [
    'a query without a partition key',
    'Query',
    { TableName: table, KeyConditionExpression: 'sk = :v', ExpressionAttributeValues: { ':v': { S: 'v' } } },
  ],
  ['a consistent read of a global index', 'Scan', { TableName: table, IndexName: 'byOrder', ConsistentRead: true }],
  ['an unknown index', 'Scan', { TableName: table, IndexName: 'byNothing' }],
  ['an unknown table', 'Scan', { TableName: 'nothing' }],
  ['a limit of 0', 'Scan', { TableName: table, Limit: 0 }],
]
