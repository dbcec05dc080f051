import { BatchGetCommand } from '@aws-sdk/lib-dynamodb'
import type { DeviceRecord } from '../../../core/device/device-record.ts'
import { fromRow, type Table } from './table.ts'

export type Key = { pk: string; sk: string }

/** Indexes hold keys only, so that a change of state writes little; a page is read back by key, in the order of the index. */
export const readPage = async (table: Table, keys: Key[]): Promise<DeviceRecord[]> => {
  const found = new Map<string, DeviceRecord>()
  let waiting = keys
  while (waiting.length > 0) {
    const answer = await table.client.send(new BatchGetCommand({ RequestItems: { [table.name]: { Keys: waiting } } }))
    for (const row of answer.Responses?.[table.name] ?? []) {
      const device = fromRow<DeviceRecord>(row)
      if (device !== undefined) found.set(String(row.pk), device)
    }
    waiting = (answer.UnprocessedKeys?.[table.name]?.Keys ?? []) as Key[]
  }
  return keys.flatMap(({ pk }) => found.get(pk) ?? [])
}
