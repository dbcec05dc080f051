import { call, key, openDb, openRegistry, registry } from '../registry.ts'

const second = {
  IndexName: 'bySerial',
  KeySchema: [{ AttributeName: 'serial', KeyType: 'HASH' }],
  Projection: { ProjectionType: 'KEYS_ONLY' },
}

test('a deployment over a table with data keeps the data and fills a new index', async () => {
  const db = await openRegistry()
  await call(db, 'PutItem', { TableName: 'registry', Item: { ...key('a'), serial: { S: 's1' } } })
  const before = await call(db, 'DescribeTable', { TableName: 'registry' })
  await db.createTable({
    ...registry,
    AttributeDefinitions: [...registry.AttributeDefinitions, { AttributeName: 'serial', AttributeType: 'S' }],
    GlobalSecondaryIndexes: [...registry.GlobalSecondaryIndexes, second],
    TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
    Tags: [{ Key: 'stage', Value: 'dev' }],
  })
  const after = await call(db, 'DescribeTable', { TableName: 'registry' })
  expect(after.Table.TableId).toBe(before.Table.TableId)
  expect(after.Table.GlobalSecondaryIndexes).toHaveLength(2)
  expect((await call(db, 'Scan', { TableName: 'registry', IndexName: 'bySerial' })).Items).toEqual([
    { ...key('a'), serial: { S: 's1' } },
  ])
  expect((await call(db, 'DescribeTimeToLive', { TableName: 'registry' })).TimeToLiveDescription.AttributeName).toBe(
    'expires',
  )
  const backups = await call(db, 'DescribeContinuousBackups', { TableName: 'registry' })
  expect(backups.ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus).toBe('DISABLED')
})

test('the same deployment twice changes nothing', async () => {
  const db = await openRegistry()
  const before = await call(db, 'DescribeTable', { TableName: 'registry' })
  await db.createTable(registry)
  expect(await call(db, 'DescribeTable', { TableName: 'registry' })).toEqual(before)
})

test.each([
  [
    'other keys',
    { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] },
    /cannot replace a table with a name of its own/,
  ],
  [
    'two new indexes',
    {
      GlobalSecondaryIndexes: [
        { ...second, IndexName: 'one' },
        { ...second, IndexName: 'two' },
      ],
    },
    /one global secondary index a deployment/,
  ],
  [
    'an altered index',
    {
      GlobalSecondaryIndexes: [{ ...registry.GlobalSecondaryIndexes[0], Projection: { ProjectionType: 'KEYS_ONLY' } }],
    },
    /alters \[byOrder\]/,
  ],
])('a deployment with %s is refused', async (_, change, says) => {
  const db = await openRegistry()
  await expect(db.createTable({ ...registry, ...change })).rejects.toThrow(says)
})

test.each([
  ['a property it does not know', { KinesisStreamSpecification: {} }, /does not know KinesisStreamSpecification/],
  [
    'an attribute no key uses',
    { AttributeDefinitions: [...registry.AttributeDefinitions, { AttributeName: 'x', AttributeType: 'S' }] },
    /AttributeDefinitions are not used/,
  ],
  ['no name', { TableName: undefined }, /TableName is missing/],
])('a table with %s is refused', async (_, change, says) => {
  const db = await openDb()
  await expect(db.createTable({ ...registry, ...change })).rejects.toThrow(says)
})

test('a global table of one replica here is a table', async () => {
  const db = await openDb()
  const { DeletionProtectionEnabled, PointInTimeRecoverySpecification, ...shared } = registry
  const replica = { Region: 'eu-west-1', DeletionProtectionEnabled, PointInTimeRecoverySpecification }
  expect(await db.createGlobalTable({ ...shared, Replicas: [replica] })).toMatchObject({
    DeletionProtectionEnabled: true,
  })
  await expect(db.createGlobalTable({ ...shared, Replicas: [replica, { Region: 'eu-north-1' }] })).rejects.toThrow(
    'Replicas name eu-west-1, eu-north-1',
  )
})

test('UpdateTable adds and removes one index at a time', async () => {
  const db = await openRegistry()
  await call(db, 'PutItem', { TableName: 'registry', Item: { ...key('a'), serial: { S: 's1' } } })
  const update = (GlobalSecondaryIndexUpdates: object[], more = {}) =>
    call(db, 'UpdateTable', { TableName: 'registry', GlobalSecondaryIndexUpdates, ...more })
  await update([{ Create: second }], { AttributeDefinitions: [{ AttributeName: 'serial', AttributeType: 'S' }] })
  expect((await call(db, 'Scan', { TableName: 'registry', IndexName: 'bySerial' })).Count).toBe(1)
  await update([{ Delete: { IndexName: 'bySerial' } }])
  const { Table } = await call(db, 'DescribeTable', { TableName: 'registry' })
  expect(Table.AttributeDefinitions).toEqual(registry.AttributeDefinitions)
  await expect(update([{ Delete: { IndexName: 'byOrder' } }, { Create: second }])).rejects.toMatchObject({
    name: 'LimitExceededException',
  })
})
