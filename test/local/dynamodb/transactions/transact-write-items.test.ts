import { call, key, openRegistry } from '../registry.ts'

const put = (pk: string, more = {}) => ({ Put: { TableName: 'registry', Item: { ...key(pk), ...more } } })
const count = (pk: string) => ({
  Update: {
    TableName: 'registry',
    Key: key(pk),
    UpdateExpression: 'ADD used :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  },
})
const mustExist = (pk: string, more = {}) => ({
  ConditionCheck: { TableName: 'registry', Key: key(pk), ConditionExpression: 'attribute_exists(pk)', ...more },
})

test('all four actions happen together, and the index follows', async () => {
  const db = await openRegistry()
  await call(db, 'TransactWriteItems', { TransactItems: [put('gone'), put('checked')] })
  await call(db, 'TransactWriteItems', {
    TransactItems: [
      put('new', { orderId: { S: 'o' }, imei: { S: 'i' } }),
      count('order'),
      { Delete: { TableName: 'registry', Key: key('gone') } },
      mustExist('checked'),
    ],
  })
  const { Items } = await call(db, 'Scan', { TableName: 'registry' })
  expect(Items.map((item: { pk: { S: string } }) => item.pk.S).sort()).toEqual(['checked', 'new', 'order'])
  const byOrder = await call(db, 'Scan', { TableName: 'registry', IndexName: 'byOrder' })
  expect(byOrder.Items).toEqual([{ ...key('new'), orderId: { S: 'o' }, imei: { S: 'i' } }])
})

test('one refusal cancels everything, with a reason for each action', async () => {
  const db = await openRegistry()
  await call(db, 'PutItem', put('a', { state: { S: 'minted' } }).Put)
  const cancelled = call(db, 'TransactWriteItems', {
    TransactItems: [
      put('never'),
      {
        Put: {
          ...put('a').Put,
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
      mustExist('absent', { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
      { Update: { ...count('b').Update, UpdateExpression: 'SET x = lacking + :one' } },
    ],
  })
  await expect(cancelled).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    message:
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ConditionalCheckFailed, ValidationError]',
    details: {
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ConditionalCheckFailed',
          Message: 'The conditional request failed',
          Item: { ...key('a'), state: { S: 'minted' } },
        },
        { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
        { Code: 'ValidationError', Message: expect.stringContaining('does not exist in the item') },
      ],
    },
  })
  expect((await call(db, 'Scan', { TableName: 'registry' })).Count).toBe(1)
})

test('a key that fits no table cancels before any condition is looked at', async () => {
  const db = await openRegistry()
  const half = { Delete: { TableName: 'registry', Key: { pk: { S: 'half a key' } } } }
  await expect(call(db, 'TransactWriteItems', { TransactItems: [mustExist('absent'), half] })).rejects.toMatchObject({
    details: {
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ValidationError', Message: 'The provided key element does not match the schema' },
      ],
    },
  })
})

test('a token makes a repeat harmless for ten minutes and another request an error', async () => {
  let now = 1_700_000_000_000
  const db = await openRegistry({ clock: () => now })
  const used = async () =>
    (await call(db, 'GetItem', { TableName: 'registry', Key: key('order') })).Item?.used.N as string
  const request = { TransactItems: [count('order')], ClientRequestToken: 'token', ReturnConsumedCapacity: 'TOTAL' }
  const first = await call(db, 'TransactWriteItems', request)
  expect(first.ConsumedCapacity).toEqual([{ TableName: 'registry', CapacityUnits: 2, WriteCapacityUnits: 2 }])
  now += 9 * 60_000
  const repeat = await call(db, 'TransactWriteItems', request)
  expect(repeat.ConsumedCapacity).toEqual([{ TableName: 'registry', CapacityUnits: 2, ReadCapacityUnits: 2 }])
  expect(await used()).toBe('1')
  await expect(call(db, 'TransactWriteItems', { ...request, TransactItems: [count('other')] })).rejects.toMatchObject({
    name: 'IdempotentParameterMismatchException',
  })
  now += 60_000
  await call(db, 'TransactWriteItems', request)
  expect(await used()).toBe('2')
})

test('a cancelled transaction does not use up its token', async () => {
  const db = await openRegistry()
  const request = { TransactItems: [mustExist('order'), count('tally')], ClientRequestToken: 'token' }
  await expect(call(db, 'TransactWriteItems', request)).rejects.toMatchObject({ name: 'TransactionCanceledException' })
  await call(db, 'PutItem', put('order').Put)
  await call(db, 'TransactWriteItems', request)
  expect((await call(db, 'GetItem', { TableName: 'registry', Key: key('tally') })).Item.used).toEqual({ N: '1' })
})

test.each([
  ['one item twice', [put('a'), count('a')], 'Transaction request cannot include multiple operations on one item'],
  ['no action', [], 'Member must have length between 1 and 100'],
  [
    'more than a hundred',
    Array.from({ length: 101 }, (_, n) => put(`${n}`)),
    'Member must have length between 1 and 100',
  ],
  [
    'two actions in one element',
    [{ ...put('a'), ...count('b') }],
    'can only contain one of Check, Put, Update or Delete',
  ],
  ['an action it does not know', [{ Get: {} }], 'does not know Get'],
  [
    'a check without a condition',
    [{ ConditionCheck: { TableName: 'registry', Key: key('a') } }],
    'ConditionExpression',
  ],
  [
    'an expression that does not parse',
    [{ Put: { ...put('a').Put, ConditionExpression: 'attribute_exists(' } }],
    'Invalid ConditionExpression',
  ],
])('a transaction with %s is refused whole', async (_, TransactItems, says) => {
  const db = await openRegistry()
  await expect(call(db, 'TransactWriteItems', { TransactItems })).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(says),
  })
  expect((await call(db, 'Scan', { TableName: 'registry' })).Count).toBe(0)
})

test('an unknown table fails the request, not one action', async () => {
  const db = await openRegistry()
  const elsewhere = { Put: { TableName: 'elsewhere', Item: key('a') } }
  await expect(call(db, 'TransactWriteItems', { TransactItems: [put('a'), elsewhere] })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
})

test('sixteen stations that count on one row lose no unit', async () => {
  const db = await openRegistry()
  const limited = (station: number, unit: number) => ({
    TransactItems: [
      {
        Update: {
          TableName: 'registry',
          Key: key('order'),
          UpdateExpression: 'ADD used :one',
          ConditionExpression: 'attribute_not_exists(used) OR used < :max',
          ExpressionAttributeValues: { ':one': { N: '1' }, ':max': { N: '40' } },
        },
      },
      put(`device ${station} ${unit}`),
    ],
  })
  const all = Array.from({ length: 16 * 4 }, (_, n) => call(db, 'TransactWriteItems', limited(n % 16, n)))
  const settled = await Promise.allSettled(all)
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(40)
  expect((await call(db, 'Scan', { TableName: 'registry' })).Count).toBe(41)
})
