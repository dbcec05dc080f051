import { createHash } from 'node:crypto'
import { type Answer, call, key, openDb, openRegistry } from './registry.ts'

const byOrder = {
  TableName: 'registry',
  IndexName: 'byOrder',
  KeyConditionExpression: 'orderId = :o',
  ExpressionAttributeValues: { ':o': { S: 'o' } },
}
const device = (pk: string, imei: string, more = {}) => ({
  TableName: 'registry',
  Item: { ...key(pk), orderId: { S: 'o' }, imei: { S: imei }, ...more },
})
const column = (answer: Answer, name: string) => answer.Items.map((item: Answer) => item[name].S)

const pages = async (db: Awaited<ReturnType<typeof openDb>>, operation: string, request: object) => {
  const found: string[] = []
  let start: object | undefined
  do {
    const page: Answer = await call(db, operation, { ...request, ...(start && { ExclusiveStartKey: start }) })
    found.push(...column(page, 'pk'))
    start = page.LastEvaluatedKey
  } while (start !== undefined)
  return found
}

test('an index answers in the order of its range key, forwards, backwards and between bounds', async () => {
  const db = await openRegistry()
  for (const imei of ['3', '1', '2', '12']) await call(db, 'PutItem', device(`d${imei}`, imei))
  await call(db, 'PutItem', { TableName: 'registry', Item: { ...key('no index'), orderId: { S: 'o' } } })
  expect(column(await call(db, 'Query', byOrder), 'imei')).toEqual(['1', '12', '2', '3'])
  expect(column(await call(db, 'Query', { ...byOrder, ScanIndexForward: false }), 'imei')).toEqual([
    '3',
    '2',
    '12',
    '1',
  ])
  const range = async (condition: string, values: object) =>
    column(
      await call(db, 'Query', {
        ...byOrder,
        KeyConditionExpression: `orderId = :o AND ${condition}`,
        ExpressionAttributeValues: { ':o': { S: 'o' }, ...values },
      }),
      'imei',
    )
  expect(await range('begins_with(imei, :p)', { ':p': { S: '1' } })).toEqual(['1', '12'])
  expect(await range('imei BETWEEN :a AND :b', { ':a': { S: '12' }, ':b': { S: '2' } })).toEqual(['12', '2'])
  expect(await range('imei > :a', { ':a': { S: '2' } })).toEqual(['3'])
  expect(await range('imei <= :a', { ':a': { S: '12' } })).toEqual(['1', '12'])
})

test('pages of any size go through everything once, in both directions', async () => {
  const db = await openRegistry()
  const names = Array.from({ length: 7 }, (_, n) => `d${n}`)
  // All with one range key, so that only the table's key tells them apart.
  for (const name of names) await call(db, 'PutItem', device(name, 'same'))
  for (const Limit of [1, 2, 3, 7, 8])
    for (const ScanIndexForward of [true, false]) {
      const found = await pages(db, 'Query', { ...byOrder, Limit, ScanIndexForward })
      expect(found.toSorted()).toEqual(names)
    }
  expect((await pages(db, 'Scan', { TableName: 'registry', Limit: 2 })).sort()).toEqual(names)
  expect((await pages(db, 'Scan', { TableName: 'registry', IndexName: 'byOrder', Limit: 2 })).sort()).toEqual(names)
})

test('two items whose keys share a short hash both stand in the index', async () => {
  const seen = new Map<string, string>()
  const short = (pk: string) => createHash('md5').update(`Outliers${pk}row`).digest('hex').slice(0, 6)
  let pair: string[] | undefined
  for (let n = 0; pair === undefined; n++) {
    const other = seen.get(short(`d${n}`))
    if (other !== undefined) pair = [other, `d${n}`]
    seen.set(short(`d${n}`), `d${n}`)
  }
  const db = await openRegistry()
  for (const pk of pair) await call(db, 'PutItem', device(pk, 'same'))
  expect(column(await call(db, 'Query', byOrder), 'pk').sort()).toEqual(pair.sort())
  for (const ScanIndexForward of [true, false])
    expect((await pages(db, 'Query', { ...byOrder, Limit: 1, ScanIndexForward })).sort()).toEqual(pair)
  await call(db, 'DeleteItem', { TableName: 'registry', Key: key(pair[0] ?? '') })
  expect(column(await call(db, 'Query', byOrder), 'pk')).toEqual([pair[1]])
})

test('filter and projection work on what was read; counts tell both', async () => {
  const db = await openRegistry()
  for (const n of ['1', '2', '3'])
    await call(db, 'PutItem', device(`d${n}`, n, { state: { S: n === '2' ? 'on' : 'off' } }))
  const filtered = {
    ...byOrder,
    FilterExpression: '#s = :off',
    ProjectionExpression: 'imei',
    ExpressionAttributeNames: { '#s': 'state' },
    ExpressionAttributeValues: { ':o': { S: 'o' }, ':off': { S: 'off' } },
  }
  expect(await call(db, 'Query', filtered)).toEqual({
    Items: [{ imei: { S: '1' } }, { imei: { S: '3' } }],
    Count: 2,
    ScannedCount: 3,
  })
  expect(await call(db, 'Query', { ...byOrder, Select: 'COUNT' })).toEqual({ Count: 3, ScannedCount: 3 })
})

test('a scan in segments finds each item once', async () => {
  const db = await openRegistry()
  const names = Array.from({ length: 20 }, (_, n) => `d${String(n).padStart(2, '0')}`)
  for (const name of names) await call(db, 'PutItem', { TableName: 'registry', Item: key(name) })
  const segments = await Promise.all(
    [0, 1, 2].map((Segment) => call(db, 'Scan', { TableName: 'registry', Segment, TotalSegments: 3 })),
  )
  expect(segments.flatMap((segment) => column(segment, 'pk')).sort()).toEqual(names)
})

test.each([
  ['a filter on a key attribute', { FilterExpression: 'imei = :o' }, 'can only contain non-primary key attributes'],
  ['a consistent read of a global index', { ConsistentRead: true }, 'Consistent reads are not supported'],
  ['an index that is not there', { IndexName: 'byNothing' }, 'does not have the specified index: byNothing'],
  ['no partition key', { KeyConditionExpression: 'imei = :o' }, 'Query condition missed key schema element'],
])('a query with %s is refused', async (_, change, says) => {
  const db = await openRegistry()
  await expect(call(db, 'Query', { ...byOrder, ...change })).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(says),
  })
})

test('an index holds only what it projects', async () => {
  const db = await openDb()
  await db.createTable({
    TableName: 'lean',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'at', AttributeType: 'N' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byTime',
        KeySchema: [{ AttributeName: 'at', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['note'] },
      },
    ],
  })
  const item = { id: { S: '1' }, at: { N: '5' }, note: { S: 'n' }, secret: { S: 's' } }
  await call(db, 'PutItem', { TableName: 'lean', Item: item })
  const byTime = {
    TableName: 'lean',
    IndexName: 'byTime',
    KeyConditionExpression: '#at = :five',
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: { ':five': { N: '5.0' } },
  }
  const { secret: _, ...projected } = item
  expect((await call(db, 'Query', byTime)).Items).toEqual([projected])
  await expect(call(db, 'Query', { ...byTime, ProjectionExpression: 'secret' })).rejects.toMatchObject({
    message: expect.stringContaining('does not project [secret]'),
  })
})
