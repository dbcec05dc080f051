import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  ScanCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb'
import { serve } from '../support/serve.ts'
import { key, openDb, openRegistry } from './registry.ts'

const connect = async (open: typeof openDb) => {
  const db = await open()
  const served = await serve(db)
  const client = new DynamoDBClient(served.client)
  return {
    client,
    [Symbol.asyncDispose]: async () => {
      client.destroy()
      await served[Symbol.asyncDispose]()
      await db.close()
    },
  }
}

test('the SDK creates, describes, waits for and deletes a table', async () => {
  await using connection = await connect(openDb)
  const { client } = connection
  const created = await client.send(
    new CreateTableCommand({
      TableName: 'plain',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
    }),
  )
  expect(created.TableDescription?.TableStatus).toBe('CREATING')
  await waitUntilTableExists({ client, maxWaitTime: 5, minDelay: 1 }, { TableName: 'plain' })
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'plain' }))
  expect(Table).toMatchObject({
    TableArn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/plain',
    TableStatus: 'ACTIVE',
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    CreationDateTime: new Date(1_700_000_000_000),
  })
  expect((await client.send(new ListTablesCommand())).TableNames).toEqual(['plain'])
  await client.send(new DeleteTableCommand({ TableName: 'plain' }))
  await waitUntilTableNotExists({ client, maxWaitTime: 5, minDelay: 1 }, { TableName: 'plain' })
  await expect(client.send(new GetItemCommand({ TableName: 'plain', Key: { id: { N: '1' } } }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
})

test('a deleted table takes its items and index entries with it', async () => {
  await using connection = await connect(openDb)
  const { client } = connection
  const create = new CreateTableCommand({
    TableName: 'plain',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'colour', AttributeType: 'S' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byColour',
        KeySchema: [{ AttributeName: 'colour', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  })
  await client.send(create)
  await client.send(new PutItemCommand({ TableName: 'plain', Item: { id: { S: '1' }, colour: { S: 'red' } } }))
  await client.send(new DeleteTableCommand({ TableName: 'plain' }))
  await client.send(create)
  expect((await client.send(new ScanCommand({ TableName: 'plain' }))).Items).toEqual([])
  expect((await client.send(new ScanCommand({ TableName: 'plain', IndexName: 'byColour' }))).Items).toEqual([])
})

test('items of every type come back as they were written', async () => {
  await using connection = await connect(openRegistry)
  const { client } = connection
  const item = {
    ...key('all types'),
    text: { S: 'ÄÖ 😀' },
    empty: { S: '' },
    number: { N: '-12.5' },
    bytes: { B: new Uint8Array([0, 1, 255]) },
    yes: { BOOL: true },
    nothing: { NULL: true as const },
    texts: { SS: ['a', 'b'] },
    numbers: { NS: ['1', '2.5'] },
    blobs: { BS: [new Uint8Array([1]), new Uint8Array([2])] },
    list: { L: [{ S: 'x' }, { M: { deep: { N: '1' } } }] },
    map: { M: { constructor: { S: 'own' }, inner: { L: [] } } },
  }
  await client.send(new PutItemCommand({ TableName: 'registry', Item: item }))
  const read = await client.send(new GetItemCommand({ TableName: 'registry', Key: key('all types') }))
  expect(read.Item).toEqual(item)
})

test('the four ReturnValues of an update', async () => {
  await using connection = await connect(openRegistry)
  const { client } = connection
  await client.send(
    new PutItemCommand({ TableName: 'registry', Item: { ...key('a'), n: { N: '1' }, kept: { S: 'k' } } }),
  )
  const update = async (ReturnValues: 'ALL_OLD' | 'ALL_NEW' | 'UPDATED_OLD' | 'UPDATED_NEW') => {
    const input = { UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '1' } } }
    return (await client.send(new UpdateItemCommand({ TableName: 'registry', Key: key('a'), ...input, ReturnValues })))
      .Attributes
  }
  expect(await update('ALL_OLD')).toEqual({ ...key('a'), n: { N: '1' }, kept: { S: 'k' } })
  expect(await update('ALL_NEW')).toEqual({ ...key('a'), n: { N: '3' }, kept: { S: 'k' } })
  expect(await update('UPDATED_OLD')).toEqual({ n: { N: '3' } })
  expect(await update('UPDATED_NEW')).toEqual({ n: { N: '5' } })
})

test('a failed condition names itself and, if asked, the item that failed it', async () => {
  await using connection = await connect(openRegistry)
  const { client } = connection
  await client.send(new PutItemCommand({ TableName: 'registry', Item: { ...key('a'), state: { S: 'minted' } } }))
  const condition = { TableName: 'registry', ConditionExpression: 'attribute_not_exists(pk)' }
  const asked = { ...condition, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }
  const old = { ...key('a'), state: { S: 'minted' } }
  const failed = { name: 'ConditionalCheckFailedException', message: 'The conditional request failed' }
  await expect(client.send(new PutItemCommand({ ...asked, Item: key('a') }))).rejects.toMatchObject({
    ...failed,
    Item: old,
  })
  await expect(client.send(new DeleteItemCommand({ ...asked, Key: key('a') }))).rejects.toMatchObject({ Item: old })
  await expect(client.send(new UpdateItemCommand({ ...asked, Key: key('a') }))).rejects.toMatchObject({ Item: old })
  await expect(client.send(new PutItemCommand({ ...condition, Item: key('a') }))).rejects.toMatchObject({
    ...failed,
    Item: undefined,
  })
})

test('batches write and read several items and refuse the same one twice', async () => {
  await using connection = await connect(openRegistry)
  const { client } = connection
  const puts = ['a', 'b', 'c'].map((pk) => ({ PutRequest: { Item: { ...key(pk), n: { N: '1' } } } }))
  const written = await client.send(
    new BatchWriteItemCommand({ RequestItems: { registry: puts }, ReturnConsumedCapacity: 'TOTAL' }),
  )
  expect(written).toMatchObject({
    UnprocessedItems: {},
    ConsumedCapacity: [{ TableName: 'registry', CapacityUnits: 3 }],
  })
  await client.send(new BatchWriteItemCommand({ RequestItems: { registry: [{ DeleteRequest: { Key: key('b') } }] } }))
  const read = await client.send(
    new BatchGetItemCommand({
      RequestItems: { registry: { Keys: ['a', 'b', 'c'].map((pk) => key(pk)), ProjectionExpression: 'pk' } },
      ReturnConsumedCapacity: 'TOTAL',
    }),
  )
  expect(read.Responses?.registry).toEqual([{ pk: { S: 'a' } }, { pk: { S: 'c' } }])
  expect(read.ConsumedCapacity).toEqual([{ TableName: 'registry', CapacityUnits: 1.5 }])
  const twice = { DeleteRequest: { Key: key('a') } }
  await expect(
    client.send(new BatchWriteItemCommand({ RequestItems: { registry: [twice, twice] } })),
  ).rejects.toMatchObject({ name: 'ValidationException', message: 'Provided list of item keys contains duplicates' })
})

test('deletion protection holds a table', async () => {
  await using connection = await connect(openRegistry)
  await expect(connection.client.send(new DeleteTableCommand({ TableName: 'registry' }))).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining('protected against deletion'),
  })
})

test('time to live and point-in-time recovery are settings of their own', async () => {
  await using connection = await connect(openRegistry)
  const { client } = connection
  const same = { AttributeName: 'ttl', Enabled: true }
  await expect(
    client.send(new UpdateTimeToLiveCommand({ TableName: 'registry', TimeToLiveSpecification: same })),
  ).rejects.toMatchObject({ message: 'TimeToLive is already enabled' })
  const { ContinuousBackupsDescription: backups } = await client.send(
    new UpdateContinuousBackupsCommand({
      TableName: 'registry',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
    }),
  )
  expect(backups?.PointInTimeRecoveryDescription).toMatchObject({
    PointInTimeRecoveryStatus: 'ENABLED',
    RecoveryPeriodInDays: 7,
    EarliestRestorableDateTime: new Date(1_700_000_000_000),
  })
})

test('tags of a table are listed, added and removed', async () => {
  await using connection = await connect(openRegistry)
  const { client } = connection
  const ResourceArn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/registry'
  await client.send(
    new TagResourceCommand({
      ResourceArn,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    }),
  )
  await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }))
  const { Tags } = await client.send(new ListTagsOfResourceCommand({ ResourceArn }))
  expect(Tags).toEqual([{ Key: 'b', Value: '2' }])
})

test('an operation or member the local DynamoDB does not know is refused by name', async () => {
  await using connection = await connect(openRegistry)
  const { client } = connection
  await expect(client.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM registry' }))).rejects.toMatchObject(
    {
      name: 'UnknownOperationException',
      message: expect.stringContaining('DynamoDB_20120810.ExecuteStatement'),
    },
  )
  await expect(
    client.send(new GetItemCommand({ TableName: 'registry', Key: key('a'), AttributesToGet: ['pk'] })),
  ).rejects.toMatchObject({ name: 'ValidationException', message: expect.stringContaining('AttributesToGet') })
})
