import { call, key, openRegistry } from './registry.ts'

const kb = (n: number) => ({ S: 'x'.repeat(n * 1024) })
const inIndex = { orderId: { S: 'o' }, imei: { S: 'i' } }
const table = { TableName: 'registry', ReturnConsumedCapacity: 'INDEXES' }

const consumed = (units: number, ofTable: number, ofIndex?: number) => ({
  TableName: 'registry',
  CapacityUnits: units,
  Table: { CapacityUnits: ofTable },
  ...(ofIndex === undefined ? {} : { GlobalSecondaryIndexes: { byOrder: { CapacityUnits: ofIndex } } }),
})

test('a write costs the larger of old and new item, and one or two writes for the index', async () => {
  const db = await openRegistry()
  const put = async (more: object) =>
    (await call(db, 'PutItem', { ...table, Item: { ...key('a'), ...more } })).ConsumedCapacity
  expect(await put({})).toEqual(consumed(1, 1))
  expect(await put({ body: kb(2) })).toEqual(consumed(3, 3))
  expect(await put({})).toEqual(consumed(3, 3))
  expect(await put(inIndex)).toEqual(consumed(2, 1, 1))
  expect(await put(inIndex)).toEqual(consumed(1, 1))
  expect(await put({ ...inIndex, body: kb(2) })).toEqual(consumed(6, 3, 3))
  expect(await put({ ...inIndex, imei: { S: 'j' } })).toEqual(consumed(7, 3, 4))
  const gone = await call(db, 'DeleteItem', { ...table, Key: key('a') })
  expect(gone.ConsumedCapacity).toEqual(consumed(2, 1, 1))
  const absent = await call(db, 'DeleteItem', { ...table, Key: key('a') })
  expect(absent.ConsumedCapacity).toEqual(consumed(1, 1))
})

test('a size counts UTF-8 bytes, not characters', async () => {
  const db = await openRegistry()
  const { ConsumedCapacity } = await call(db, 'PutItem', { ...table, Item: { ...key('a'), t: { S: '€'.repeat(400) } } })
  expect(ConsumedCapacity.CapacityUnits).toBe(2)
})

test('a read costs half a unit per 4 KB, a consistent one a whole', async () => {
  const db = await openRegistry()
  await call(db, 'PutItem', { TableName: 'registry', Item: { ...key('a'), ...inIndex, body: kb(5) } })
  const get = async (more: object) => (await call(db, 'GetItem', { ...table, Key: key('a'), ...more })).ConsumedCapacity
  expect(await get({})).toEqual(consumed(1, 1))
  expect(await get({ ConsistentRead: true })).toEqual(consumed(2, 2))
  expect(await get({ Key: key('absent') })).toEqual(consumed(0.5, 0.5))
  const query = {
    ...table,
    IndexName: 'byOrder',
    KeyConditionExpression: 'orderId = :o',
    ExpressionAttributeValues: { ':o': { S: 'o' } },
  }
  expect((await call(db, 'Query', query)).ConsumedCapacity).toEqual(consumed(1, 0, 1))
  const filtered = { ...query, FilterExpression: 'attribute_not_exists(body)' }
  expect(await call(db, 'Query', filtered)).toMatchObject({
    Count: 0,
    ScannedCount: 1,
    ConsumedCapacity: consumed(1, 0, 1),
  })
})

test('nothing is told to who did not ask', async () => {
  const db = await openRegistry()
  expect(await call(db, 'PutItem', { TableName: 'registry', Item: key('a') })).toEqual({})
  const none = { TableName: 'registry', Key: key('b'), ReturnConsumedCapacity: 'NONE' }
  expect(await call(db, 'GetItem', none)).toEqual({})
})
