import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { DeviceState } from '../../../core/device/life-cycle.ts'
import type { Table } from './table.ts'

/** How many devices have stood in a state since a time within the span; from the index alone, 40 bytes a device. */
export const countInState = async (
  table: Table,
  state: DeviceState,
  { since = '0', until }: { since?: string; until: string },
): Promise<number> => {
  let count = 0
  let from: Record<string, unknown> | undefined
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: 'byState',
        KeyConditionExpression: '#state = :state AND changedAt BETWEEN :since AND :until',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':state': state, ':since': since, ':until': until },
        Select: 'COUNT',
        ExclusiveStartKey: from,
      }),
    )
    count += page.Count ?? 0
    from = page.LastEvaluatedKey
  } while (from !== undefined)
  return count
}
