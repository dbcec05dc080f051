import { registryIndexes } from '../../../infra/registry-indexes.ts'

const keys = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' }]),
]

/** The properties of the registry's table as the stack deploys it, without waiting for the CDK. */
export const registryTable = () => ({
  TableName: 'mintmark-dev-registry',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: keys('pk', 'sk'),
  AttributeDefinitions: [
    ...new Set([
      'pk',
      'sk',
      ...registryIndexes.flatMap(({ hash, range }) => (range === undefined ? [hash] : [hash, range])),
    ]),
  ].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
  GlobalSecondaryIndexes: registryIndexes.map(({ name, hash, range, include }) => ({
    IndexName: name,
    KeySchema: keys(hash, range),
    Projection:
      include === undefined
        ? { ProjectionType: 'KEYS_ONLY' }
        : { ProjectionType: 'INCLUDE', NonKeyAttributes: [...include] },
  })),
})
