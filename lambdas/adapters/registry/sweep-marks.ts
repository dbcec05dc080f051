import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { fromRow, schemaVersion, type Table } from './table.ts'

/** Up to when the sweep has looked, in milliseconds since 1970; undefined where it never did. */
export interface SweepMarks {
  certificatesUpTo?: number
  rowsUpTo?: number
}

const Key = { pk: 'SWEEP', sk: 'SWEEP' }

export const readSweepMarks = async (table: Table): Promise<SweepMarks> => {
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }))
  return fromRow<SweepMarks>(Item) ?? {}
}

/** Moves one mark. Two sweeps at once do the same work twice, and the later write may move it back: both are harmless. */
export const moveSweepMark = async (table: Table, name: keyof SweepMarks, upTo: number): Promise<void> => {
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key,
      UpdateExpression: 'SET #schema = :schema, #mark = :upTo',
      ExpressionAttributeNames: { '#schema': 'schema', '#mark': name },
      ExpressionAttributeValues: { ':schema': schemaVersion, ':upTo': upTo },
    }),
  )
}
