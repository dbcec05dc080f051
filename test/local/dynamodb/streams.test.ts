import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LocalDynamoDb } from '../../../local/dynamodb/create-dynamo-db.ts'
import { call, key, openDb, registry } from './registry.ts'

const streamed = { ...registry, StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } }
const now = 1_700_000_000_000

const open = async (properties: Record<string, unknown> = streamed, directory?: string) => {
  const time = { now }
  const db = await openDb({ clock: () => time.now, ...(directory === undefined ? {} : { directory }) })
  const { LatestStreamArn: arn = '' } = await db.createTable(properties)
  return { db, arn, time }
}
const put = (db: LocalDynamoDb, pk: string, more: object = {}) =>
  call(db, 'PutItem', { TableName: 'registry', Item: { ...key(pk), ...more } })
const changesOf = async (db: LocalDynamoDb, arn: string, after = '', most = 100) =>
  (await db.streams.read(arn, after, most)).map(({ eventName, dynamodb }) => `${eventName} ${dynamodb.Keys.pk?.S}`)

test('each change of an item is one record, in order, with the item before and after', async () => {
  const { db, arn } = await open()
  await put(db, 'a', { n: { N: '1' } })
  await put(db, 'a', { n: { N: '2' } })
  await call(db, 'DeleteItem', { TableName: 'registry', Key: key('a') })
  const records = await db.streams.read(arn, '', 10)
  expect(
    records.map(({ eventName, dynamodb: { NewImage, OldImage } }) => [eventName, OldImage?.n, NewImage?.n]),
  ).toEqual([
    ['INSERT', undefined, { N: '1' }],
    ['MODIFY', { N: '1' }, { N: '2' }],
    ['REMOVE', { N: '2' }, undefined],
  ])
  expect(records[0]).toMatchObject({
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-west-1',
    dynamodb: { Keys: key('a'), ApproximateCreationDateTime: now / 1000, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  })
  const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber)
  expect(numbers.toSorted()).toEqual(numbers)
  expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(3)
})

test('what changes nothing makes no record: refused writes, equal writes, condition checks', async () => {
  const { db, arn } = await open()
  await put(db, 'a')
  await put(db, 'a')
  const refused = { TableName: 'registry', Item: key('a'), ConditionExpression: 'attribute_not_exists(pk)' }
  await expect(call(db, 'PutItem', refused)).rejects.toThrow('conditional request failed')
  const check = { TableName: 'registry', Key: key('a'), ConditionExpression: 'attribute_exists(pk)' }
  await call(db, 'TransactWriteItems', { TransactItems: [{ ConditionCheck: check }] })
  await call(db, 'DeleteItem', { TableName: 'registry', Key: key('nobody') })
  expect(await changesOf(db, arn)).toEqual(['INSERT a'])
})

test('transactions, batches and expiry write records, too', async () => {
  const { db, arn } = await open()
  const Put = (pk: string, more = {}) => ({ TableName: 'registry', Item: { ...key(pk), ...more } })
  await call(db, 'TransactWriteItems', { TransactItems: [{ Put: Put('a') }, { Put: Put('b') }] })
  const requests = ['c', 'd'].map((pk) => ({ PutRequest: { Item: { ...key(pk), ttl: { N: '1699999999' } } } }))
  await call(db, 'BatchWriteItem', { RequestItems: { registry: requests } })
  expect(await db.expire(now)).toBe(2)
  expect(await changesOf(db, arn)).toEqual(['INSERT a', 'INSERT b', 'INSERT c', 'INSERT d', 'REMOVE c', 'REMOVE d'])
  const [removed] = (await db.streams.read(arn, '', 10)).slice(-1)
  expect(removed?.userIdentity).toEqual({ type: 'Service', principalId: 'dynamodb.amazonaws.com' })
})

test('a reader goes on where it was, hears of news and forgets what it read', async () => {
  const { db, arn } = await open()
  let news = 0
  const unsubscribe = db.streams.listen(arn, () => {
    news += 1
  })
  for (const pk of ['a', 'b', 'c']) await put(db, pk)
  unsubscribe()
  await put(db, 'd')
  expect(news).toBe(3)
  const [first, second] = await db.streams.read(arn, '', 2)
  expect(await changesOf(db, arn, first?.dynamodb.SequenceNumber)).toEqual(['INSERT b', 'INSERT c', 'INSERT d'])
  await db.streams.forget(arn, second?.dynamodb.SequenceNumber ?? '')
  expect(await changesOf(db, arn)).toEqual(['INSERT c', 'INSERT d'])
})

test('records survive a restart, and numbers grow over it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'mintmark-streams-'))
  const first = await open(streamed, directory)
  await put(first.db, 'a')
  await first.db.close()
  const again = await open(streamed, directory)
  expect(again.arn).toBe(first.arn)
  await put(again.db, 'b')
  expect(await changesOf(again.db, again.arn)).toEqual(['INSERT a', 'INSERT b'])
  await again.db.close()
  await rm(directory, { recursive: true })
})

test('a stream is switched on and off in place; a new one has a name of its own', async () => {
  const { db, time } = await open(registry)
  await put(db, 'before')
  const { LatestStreamArn: arn = '' } = await db.createTable(streamed)
  expect(arn).toMatch(/^arn:aws:dynamodb:eu-west-1:123456789012:table\/registry\/stream\/2023-11-14T22:13:20\.000$/)
  await put(db, 'a')
  expect(await changesOf(db, arn)).toEqual(['INSERT a'])
  const off = await db.createTable(registry)
  expect(off.StreamSpecification).toBeUndefined()
  await put(db, 'unseen')
  time.now += 1000
  const { LatestStreamArn: later } = await db.createTable(streamed)
  expect(later).not.toBe(arn)
  await expect(db.streams.read(arn, '', 1)).rejects.toThrow('There is no stream')
})

test.each([
  ['KEYS_ONLY', {}],
  ['NEW_IMAGE', { NewImage: 2 }],
  ['OLD_IMAGE', { OldImage: 1 }],
])('%s shows what it says', async (StreamViewType, images) => {
  const { db, arn } = await open({ ...registry, StreamSpecification: { StreamViewType } })
  await put(db, 'a', { n: { N: '1' } })
  await put(db, 'a', { n: { N: '2' } })
  const [, { dynamodb } = { dynamodb: {} }] = await db.streams.read(arn, '', 10)
  const { NewImage, OldImage } = dynamodb as { NewImage?: { n: { N: string } }; OldImage?: { n: { N: string } } }
  const found = { NewImage: NewImage && Number(NewImage.n.N), OldImage: OldImage && Number(OldImage.n.N) }
  expect(Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))).toEqual(images)
})

test('a view that does not exist is refused', async () => {
  await expect(open({ ...registry, StreamSpecification: { StreamViewType: 'EVERYTHING' } })).rejects.toThrow(
    'StreamViewType must be one of KEYS_ONLY, NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES, not EVERYTHING',
  )
})
