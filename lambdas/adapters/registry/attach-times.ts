import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { AttachTimes } from '../../../core/api/attach-times.ts'
import type { DeviceRecord } from '../../../core/device/device-record.ts'
import { updateOf } from './devices.ts'
import { attachTimesKey, fromRow, schemaVersion, type Table } from './table.ts'

type Attach = NonNullable<DeviceRecord['attach']>

const upTo = ['s5', 's15', 's30', 's60', 'more'] as const
const limits = [5_000, 15_000, 30_000, 60_000, Number.POSITIVE_INFINITY]

/** Which class a time falls into. */
const classOf = (attachMs: number): (typeof upTo)[number] =>
  upTo[limits.findIndex((most) => attachMs <= most)] ?? 'more'

interface Counts extends Partial<Record<(typeof upTo)[number], number>> {
  firmware: string
  registered?: number
  failed?: number
  totalMs?: number
}

/**
 * Keeps how long a device took to register, and adds it to the numbers of its order and firmware, both or none. Once for
 * each credential: what was told before is not counted twice, except that a try that failed may be followed by one that did not.
 */
export const noteAttach = async (table: Table, device: DeviceRecord, attach: Attach): Promise<boolean> => {
  const { attachMs, certificateId } = attach
  const counted = attachMs === null ? { failed: 1 } : { registered: 1, totalMs: attachMs, [classOf(attachMs)]: 1 }
  const names = Object.keys(counted)
  const change = updateOf(table, device.imei, {
    set: { attach },
    when: `certificateId = :certificate AND (attribute_not_exists(#attach) OR #attach.certificateId <> :certificate${
      attachMs === null ? '' : ' OR #attach.attachMs = :none'
    })`,
    names: { '#attach': 'attach' },
    values: { ':certificate': certificateId, ...(attachMs === null ? {} : { ':none': null }) },
  })
  const add = {
    TableName: table.name,
    Key: attachTimesKey(device.orderId, attach.firmware),
    UpdateExpression: `SET #schema = :schema, firmware = :firmware ADD ${names.map((_, i) => `#n${i} :n${i}`).join(', ')}`,
    ExpressionAttributeNames: { '#schema': 'schema', ...Object.fromEntries(names.map((name, i) => [`#n${i}`, name])) },
    ExpressionAttributeValues: {
      ':schema': schemaVersion,
      ':firmware': attach.firmware,
      ...Object.fromEntries(Object.values(counted).map((value, i) => [`:n${i}`, value])),
    },
  }
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: [{ Update: change }, { Update: add }] }))
    return true
  } catch (error) {
    const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : []
    if (reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')) return false
    throw error
  }
}

/** An order's attach times, by firmware. */
export const attachTimesOf = async (table: Table, orderId: string): Promise<AttachTimes[]> => {
  const { pk, sk } = attachTimesKey(orderId, '')
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': sk },
    }),
  )
  return Items.flatMap((row) => fromRow<Counts>(row) ?? []).map(
    ({ firmware, registered = 0, failed = 0, totalMs = 0, s5 = 0, s15 = 0, s30 = 0, s60 = 0, more = 0 }) => ({
      firmware,
      registered,
      failed,
      ...(registered === 0 ? {} : { meanMs: totalMs / registered }),
      upTo: { s5, s15, s30, s60, more },
    }),
  )
}
