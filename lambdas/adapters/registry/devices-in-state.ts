import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { DeviceRecord } from '../../../core/device/device-record.ts'
import type { DeviceState } from '../../../core/device/life-cycle.ts'
import { readDevice } from './devices.ts'
import type { Table } from './table.ts'

/** Devices that have stood in a state since before (`until`) or after (`since`) a time, oldest first, read one by one as they are now. */
export async function* devicesInState(
  table: Table,
  state: DeviceState,
  { since = '', until = '9999' }: { since?: string; until?: string },
): AsyncGenerator<DeviceRecord> {
  let from: Record<string, unknown> | undefined
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: 'byState',
        KeyConditionExpression: '#state = :state AND changedAt BETWEEN :since AND :until',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':state': state, ':since': since === '' ? '0' : since, ':until': until },
        ExclusiveStartKey: from,
      }),
    )
    for (const { pk } of page.Items ?? []) {
      const device = await readDevice(table, String(pk).slice('DEVICE#'.length))
      // The index may be a moment behind.
      if (device?.state === state) yield device
    }
    from = page.LastEvaluatedKey
  } while (from !== undefined)
}
