import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { LineEvent } from '../../../core/api/line.ts'
import { fromRow, lineEventKey, schemaVersion, type Table } from './table.ts'

/** Writes down with the order what opened a line. `id` tells apart what happened at one moment; writing twice is once. */
export const noteLineEvent = async (table: Table, orderId: string, event: LineEvent, id: string): Promise<void> => {
  const Item = { ...lineEventKey(orderId, `${event.at}#${id}`), schema: schemaVersion, ...event }
  await table.client.send(new PutCommand({ TableName: table.name, Item }))
}

/** What opened the order's lines, newest first. */
export const lineEvents = async (table: Table, orderId: string, limit: number): Promise<LineEvent[]> => {
  const { pk, sk } = lineEventKey(orderId, '')
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': sk },
      ScanIndexForward: false,
      Limit: limit,
    }),
  )
  return Items.flatMap((row) => fromRow<LineEvent>(row) ?? [])
}
