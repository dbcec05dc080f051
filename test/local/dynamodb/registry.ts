import { createDynamoDb, type LocalDynamoDb } from '../../../local/dynamodb/create-dynamo-db.ts'

export const place = { region: 'eu-west-1', accountId: '123456789012' }

/** The properties of a table with two keys and one index, as a template has them. */
export const registry = {
  TableName: 'registry',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'orderId', AttributeType: 'S' },
    { AttributeName: 'imei', AttributeType: 'S' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byOrder',
      KeySchema: [
        { AttributeName: 'orderId', KeyType: 'HASH' },
        { AttributeName: 'imei', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  DeletionProtectionEnabled: true,
}

export const openDb = async (options: { clock?: () => number; directory?: string } = {}): Promise<LocalDynamoDb> =>
  createDynamoDb({ clock: () => 1_700_000_000_000, ...place, ...options })

/** A database in memory with the table `registry`. */
export const openRegistry = async (options: { clock?: () => number; directory?: string } = {}) => {
  const db = await openDb(options)
  await db.createTable(registry)
  return db
}

// biome-ignore lint/suspicious/noExplicitAny: an answer of whatever operation the test names
export type Answer = any

/** Calls an operation in process and answers its parsed body; errors are thrown as AwsError. */
export const call = async (db: LocalDynamoDb, operation: string, input: object): Promise<Answer> => {
  const headers = { 'x-amz-target': `DynamoDB_20120810.${operation}` }
  const body = Buffer.from(JSON.stringify(input))
  const request = { method: 'POST', path: '/', query: new URLSearchParams(), headers, body }
  const answer = await db.handle(db.route(request), {
    kind: 'root',
    arn: `arn:aws:iam::${place.accountId}:root`,
    accountId: place.accountId,
    accessKeyId: 'TESTKEY',
    userId: place.accountId,
  })
  return JSON.parse(String(answer.body))
}

export const key = (pk: string, sk = 'row') => ({ pk: { S: pk }, sk: { S: sk } })
