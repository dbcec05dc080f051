import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { ListDevicesQuery } from '../../../core/api/devices.ts'
import type { DeviceRecord } from '../../../core/device/device-record.ts'
import { parseThingName } from '../../../core/device/thing-name.ts'
import { fromCursor, toCursor } from './cursor.ts'
import { readDevice } from './devices.ts'
import { type Key, readPage } from './read-page.ts'
import { readSerial } from './serials.ts'
import type { Table } from './table.ts'

export interface DevicePage {
  devices: DeviceRecord[]
  next?: string
}

/** Index and key attribute of each way to look; the newest come first where the index is by time. */
const indexes = {
  certificate: { name: 'byCertificate', attribute: 'certificateId', newestFirst: false },
  uuid: { name: 'byUuid', attribute: 'deviceUuid', newestFirst: false },
  order: { name: 'byOrder', attribute: 'orderId', newestFirst: false },
  station: { name: 'byStation', attribute: 'station', newestFirst: true },
  firmware: { name: 'byFirmware', attribute: 'firmware', newestFirst: true },
  state: { name: 'byState', attribute: 'state', newestFirst: true },
  day: { name: 'byDay', attribute: 'reservedDay', newestFirst: true },
} as const

const one = (device: DeviceRecord | undefined): DevicePage => ({ devices: device === undefined ? [] : [device] })

/** One page of the devices that a question names, without a scan. Undefined when `after` is no cursor of ours. */
export const findDevices = async (table: Table, query: ListDevicesQuery): Promise<DevicePage | undefined> => {
  if (query.serial !== undefined) {
    const imei = await readSerial(table, query.serial)
    return one(imei === undefined ? undefined : await readDevice(table, imei))
  }
  if (query.thing !== undefined) {
    const name = parseThingName(query.thing)
    return one(name === undefined ? undefined : await readDevice(table, name.imei))
  }
  const by = (['certificate', 'uuid', 'order', 'station', 'firmware', 'day', 'state'] as const).find(
    (way) => query[way] !== undefined,
  )
  const start = query.after === undefined ? undefined : fromCursor(query.after)
  if (by === undefined || (query.after !== undefined && start === undefined)) return undefined
  const index = indexes[by]
  const narrowed = by === 'order' && query.state !== undefined
  const page = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: index.name,
      KeyConditionExpression: '#by = :value',
      ...(narrowed ? { FilterExpression: '#state = :state' } : {}),
      ExpressionAttributeNames: { '#by': index.attribute, ...(narrowed ? { '#state': 'state' } : {}) },
      ExpressionAttributeValues: { ':value': query[by], ...(narrowed ? { ':state': query.state } : {}) },
      ScanIndexForward: !index.newestFirst,
      Limit: query.limit,
      ExclusiveStartKey: start,
    }),
  )
  const keys = (page.Items ?? []).map(({ pk, sk }) => ({ pk, sk }) as Key)
  return { devices: await readPage(table, keys), next: toCursor(page.LastEvaluatedKey) }
}
