import { synthesized } from './synthesized.ts'

const key = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' }]),
]

const index = (name: string, hash: string, range?: string, include?: string[]) => ({
  IndexName: name,
  KeySchema: key(hash, range),
  Projection:
    include === undefined ? { ProjectionType: 'KEYS_ONLY' } : { ProjectionType: 'INCLUDE', NonKeyAttributes: include },
})

test('the registry is one protected table on demand, with nothing in its stack but the ARN of its stream', async () => {
  const app = await synthesized()
  const [table, ...others] = app.resources().filter(({ stack }) => stack === 'registry')
  expect(others).toMatchObject([
    {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: '/mintmark/dev/registry-stream', Type: 'String', Value: `<${table?.id}.StreamArn>` },
    },
  ])
  const { AttributeDefinitions, GlobalSecondaryIndexes, ...properties } = table?.Properties ?? {}
  expect(properties).toEqual({
    TableName: 'mintmark-dev-registry',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: key('pk', 'sk'),
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    DeletionProtectionEnabled: true,
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
  })
  expect(GlobalSecondaryIndexes).toEqual([
    index('byOrder', 'orderId', 'imei', ['state', 'registeredAt']),
    index('byState', 'state', 'changedAt'),
    index('byStation', 'station', 'reservedAt'),
    index('byFirmware', 'firmware', 'reservedAt'),
    index('byDay', 'reservedDay', 'reservedAt'),
    index('byCertificate', 'certificateId'),
    index('byUuid', 'deviceUuid'),
    index('byKind', 'kind', 'openedAt', [
      'orderId',
      'status',
      'profile',
      'quantity',
      'spent',
      'openedBy',
      'validUntil',
      'schema',
    ]),
  ])
  for (const attribute of AttributeDefinitions as object[])
    expect(attribute).toEqual({ AttributeName: expect.any(String), AttributeType: 'S' })
})
