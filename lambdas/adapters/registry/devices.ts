import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
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
  /** Written into the history and nowhere else: something happened, and the state is what it was. */
  remark?: DeviceEvent
  /** A condition over `#name`s and `:value`s of its own. */
  when: string
  names?: Record<string, string>
  values?: Record<string, unknown>
}

/** The update that makes a change; also an item of a transaction. */
export const updateOf = (table: Table, imei: string, change: DeviceChange) => {
  const event = change.event ?? change.remark
  const changes: Partial<DeviceRecord> = { ...change.set, changedAt: change.event?.at }
  const set = Object.entries(changes).filter(([, value]) => value !== undefined)
  const remove = change.remove ?? []
  const append = event === undefined ? [] : ['#history = list_append(if_not_exists(#history, :none), :event)']
  const clauses = [
    ['SET', [...set.map((_, i) => `#s${i} = :s${i}`), ...append]],
    ['REMOVE', remove.map((_, i) => `#r${i}`)],
  ] as const
  const values = {
    ...Object.fromEntries(set.map(([, value], i) => [`:s${i}`, value])),
    ...(event === undefined ? {} : { ':none': [], ':event': [event] }),
    ...change.values,
  }
  return {
    TableName: table.name,
    Key: deviceKey(imei),
    UpdateExpression: clauses
      .flatMap(([verb, parts]) => (parts.length === 0 ? [] : [`${verb} ${parts.join(', ')}`]))
      .join(' '),
    ConditionExpression: change.when,
    ExpressionAttributeNames: {
      ...Object.fromEntries(set.map(([name], i) => [`#s${i}`, name])),
      ...Object.fromEntries(remove.map((name, i) => [`#r${i}`, name])),
      ...(event === undefined ? {} : { '#history': 'history' }),
      ...change.names,
    },
    ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
  }
}

/** Writes a change if its condition holds; answers the new row, or `undefined` when somebody else was there first. */
export const changeDevice = async (
  table: Table,
  imei: string,
  change: DeviceChange,
): Promise<DeviceRecord | undefined> => {
  try {
    const { Attributes } = await table.client.send(
      new UpdateCommand({ ...updateOf(table, imei, change), ReturnValues: 'ALL_NEW' }),
    )
    return fromRow<DeviceRecord>(Attributes)
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined
    throw error
  }
}

/** A condition that holds only while nobody changed the device since it was read. */
export const unchangedSince = (device: DeviceRecord): Pick<DeviceChange, 'when' | 'names' | 'values'> => ({
  when: '#state = :state AND generation = :generation AND changedAt = :changedAt',
  names: { '#state': 'state' },
  values: { ':state': device.state, ':generation': device.generation, ':changedAt': device.changedAt },
})
