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

describe('a registry that was restored under another name', () => {
  const registryTable = 'mintmark-dev-registry-20261122'

  test('is a resource of its own, under protection as the first one, which the stack lets go of and AWS keeps', async () => {
    const [before, after] = [await synthesized(), await synthesized({ registryTable })]
    const tableOf = (app: typeof before) => app.resources('AWS::DynamoDB::Table')
    expect(tableOf(after)).toHaveLength(1)
    const [first, restored] = [tableOf(before)[0], tableOf(after)[0]]
    expect(restored?.id).not.toBe(first?.id)
    expect(first?.DeletionPolicy).toBe('RetainExceptOnCreate')
    expect(restored).toEqual({
      ...first,
      id: restored?.id,
      Properties: { ...first?.Properties, TableName: registryTable },
    })
    const parameter = after.resources('AWS::SSM::Parameter')[0]
    expect(parameter?.Properties.Value).toBe(`<${restored?.id}.StreamArn>`)
  })

  test('is what every function, right and alarm names, and the first one is named nowhere', async () => {
    const [before, after] = [await synthesized(), await synthesized({ registryTable })]
    const texts = (app: typeof before) => JSON.stringify(app.resources().filter(({ stack }) => stack !== 'registry'))
    const named = /mintmark-dev-registry(?![\w-])/g
    expect(texts(before).match(named)?.length).toBeGreaterThan(50)
    expect(texts(after).match(named)).toBeNull()
    expect(texts(after)).toBe(texts(before).replaceAll(named, registryTable))
  })
})
