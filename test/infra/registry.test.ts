import { synthesized } from './synthesized.ts'

test('the registry is one protected table on demand, alone in its stack', async () => {
  const app = await synthesized()
  const [table, ...others] = app.resources().filter(({ stack }) => stack === 'registry')
  expect(others).toEqual([])
  const key = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' },
    { AttributeName: range, KeyType: 'RANGE' },
  ]
  expect(table?.Properties).toEqual({
    TableName: 'mintmark-dev-registry',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk', 'orderId', 'imei'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    KeySchema: key('pk', 'sk'),
    GlobalSecondaryIndexes: [
      { IndexName: 'byOrder', KeySchema: key('orderId', 'imei'), Projection: { ProjectionType: 'ALL' } },
    ],
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    DeletionProtectionEnabled: true,
    TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
  })
})
