import type { IndexShape, Table } from './table.ts'

type Description = Table['description']

/** The description with what the API tells of each index besides its shape. */
export const describeIndexes = (description: Description): Description => {
  const withArn = (more: object) => (index: IndexShape) => ({
    ...index,
    ...more,
    IndexArn: `${description.TableArn}/index/${index.IndexName}`,
    IndexSizeBytes: 0,
    ItemCount: 0,
  })
  const { LocalSecondaryIndexes: local, GlobalSecondaryIndexes: global } = description
  return {
    ...description,
    ...(local === undefined ? {} : { LocalSecondaryIndexes: local.map(withArn({})) }),
    ...(global === undefined ? {} : { GlobalSecondaryIndexes: global.map(withArn({ IndexStatus: 'ACTIVE' })) }),
  }
}
