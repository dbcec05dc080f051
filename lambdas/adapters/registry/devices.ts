import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb'
import type { DeviceEvent, DeviceRecord } from '../../../core/device/device-record.ts'
import { deviceKey, fromRow, type Table } from './table.ts'

export const readDevice = async (table: Table, imei: string): Promise<DeviceRecord | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: deviceKey(imei), ConsistentRead: true }),
  )
  return fromRow<DeviceRecord>(Item)
}

/** What an update sets and removes, and what must still be so. `undefined` values are left alone. */
export interface DeviceChange {
  set: Partial<DeviceRecord>
  remove?: readonly (keyof DeviceRecord)[]
  /** Written into the device's history, and its time into `changedAt`. */
  event?: DeviceEvent
  /** A condition over `#name`s and `:value`s of its own. */
  when: string
  names?: Record<string, string>
  values?: Record<string, unknown>
}

/** Writes a change if its condition holds; answers the new row, or `undefined` when somebody else was there first. */
export const changeDevice = async (
  table: Table,
  imei: string,
  change: DeviceChange,
): Promise<DeviceRecord | undefined> => {
  const { event } = change
  const changes: Partial<DeviceRecord> = { ...change.set, changedAt: event?.at }
  const set = Object.entries(changes).filter(([, value]) => value !== undefined)
  const append = event === undefined ? [] : ['#history = list_append(if_not_exists(#history, :none), :event)']
  const remove = change.remove ?? []
  const expression = [
    set.length === 0 ? '' : `SET ${[...set.map((_, i) => `#s${i} = :s${i}`), ...append].join(', ')}`,
    remove.length === 0 ? '' : `REMOVE ${remove.map((_, i) => `#r${i}`).join(', ')}`,
  ]
  const input: UpdateCommandInput = {
    TableName: table.name,
    Key: deviceKey(imei),
    UpdateExpression: expression.join(' ').trim(),
    ConditionExpression: change.when,
    ExpressionAttributeNames: {
      ...Object.fromEntries(set.map(([name], i) => [`#s${i}`, name])),
      ...Object.fromEntries(remove.map((name, i) => [`#r${i}`, name])),
      ...(event === undefined ? {} : { '#history': 'history' }),
      ...change.names,
    },
    ExpressionAttributeValues: {
      ...Object.fromEntries(set.map(([, value], i) => [`:s${i}`, value])),
      ...(event === undefined ? {} : { ':none': [], ':event': [event] }),
      ...change.values,
    },
    ReturnValues: 'ALL_NEW',
  }
  if (Object.keys(input.ExpressionAttributeValues ?? {}).length === 0) delete input.ExpressionAttributeValues
  try {
    const { Attributes } = await table.client.send(new UpdateCommand(input))
    return fromRow<DeviceRecord>(Attributes)
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined
    throw error
  }
}
