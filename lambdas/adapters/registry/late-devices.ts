import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { DeviceRecord } from '../../../core/device/device-record.ts'
import { type Key, readPage } from './read-page.ts'
import type { Table } from './table.ts'

const pageSize = 100

/** Up to `most` devices that were confirmed before a time and never connected, the newest first. */
export const lateDevices = async (table: Table, until: string, most: number): Promise<DeviceRecord[]> => {
  const devices: DeviceRecord[] = []
  let from: Record<string, unknown> | undefined
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: 'byState',
        KeyConditionExpression: '#state = :state AND changedAt <= :until',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':state': 'confirmed', ':until': until },
        ScanIndexForward: false,
        Limit: pageSize,
        ExclusiveStartKey: from,
      }),
    )
    const keys = (page.Items ?? []).map(({ pk, sk }) => ({ pk, sk }) as Key)
    // The index may be a moment behind.
    devices.push(...(await readPage(table, keys)).filter(({ state }) => state === 'confirmed'))
    from = page.LastEvaluatedKey
  } while (from !== undefined && devices.length < most)
  return devices.slice(0, most)
}
