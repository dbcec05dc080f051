import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import type { DeviceRecord } from '../../../core/device/device-record.ts'
import { type DeviceChange, updateOf } from './devices.ts'
import { deviceKey, modemKey, orderKey, publicKeyKey, schemaVersion, serialKey, type Table } from './table.ts'

/** Which of the conditions no longer held. */
export type Lost = 'order' | 'device' | 'serial' | 'key' | 'modem'
export type Spent = { done: true } | { done: false; lost: Lost; owner?: string }

export interface Backoff {
  /** Resolves after so many milliseconds. */
  sleep: (milliseconds: number) => Promise<void>
  /** 0 ≤ x < 1. */
  random: () => number
}

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** A row that belongs to the device that wrote it first. */
const claim = (
  table: Table,
  imei: string,
  row: { pk: string; sk: string } & Record<string, unknown>,
): TransactItem => ({
  Put: {
    TableName: table.name,
    Item: { ...row, schema: schemaVersion, ownerImei: imei },
    ConditionExpression: 'attribute_not_exists(pk) OR ownerImei = :imei',
    ExpressionAttributeValues: { ':imei': imei },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
})

/**
 * What a device claims for itself alone, with the name of what is lost when somebody else has it. A key belongs to one
 * device: a second one with it would be a clone, and the sweep could not tell whose a certificate is.
 */
export const claims = (
  table: Table,
  device: Pick<DeviceRecord, 'serial' | 'publicKeySha256' | 'deviceUuid' | 'imei' | 'orderId' | 'changedAt'>,
): { item: TransactItem; name: Lost }[] => {
  const { serial, publicKeySha256, deviceUuid, imei, orderId, changedAt } = device
  return [
    ...(serial === undefined ? [] : [{ item: claim(table, imei, serialKey(serial)), name: 'serial' as const }]),
    ...(publicKeySha256 === undefined
      ? []
      : [
          {
            item: claim(table, imei, { ...publicKeyKey(publicKeySha256), keyedFor: orderId, at: changedAt }),
            name: 'key' as const,
          },
        ]),
    ...(deviceUuid === undefined ? [] : [{ item: claim(table, imei, modemKey(deviceUuid)), name: 'modem' as const }]),
  ]
}

const putDevice = (table: Table, device: DeviceRecord, before: DeviceRecord | undefined): TransactItem => ({
  Put: {
    TableName: table.name,
    Item: { ...deviceKey(device.imei), schema: schemaVersion, reservedDay: device.reservedAt.slice(0, 10), ...device },
    ...(before === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          // A lease that was renewed or a certificate that was recorded meanwhile has the same generation, so both are named.
          ConditionExpression: `generation = :generation AND #state = :state AND ${before.lease === undefined ? 'attribute_not_exists(lease)' : 'lease.#token = :token'}`,
          ExpressionAttributeNames: { '#state': 'state', ...(before.lease === undefined ? {} : { '#token': 'token' }) },
          ExpressionAttributeValues: {
            ':generation': before.generation,
            ':state': before.state,
            ...(before.lease === undefined ? {} : { ':token': before.lease.token }),
          },
        }),
  },
})

/** A device that was shipped, scrapped and is made again leaves behind a unit that stays spent on its old order. */
const leavesUnit = (before: DeviceRecord | undefined): before is DeviceRecord =>
  before?.state === 'scrapped' && before.registeredAt !== undefined

const countRemade = 'remade = if_not_exists(remade, :zero) + :one'

const noteRemade = (table: Table, { orderId }: DeviceRecord, before: DeviceRecord | undefined): TransactItem[] =>
  !leavesUnit(before) || before.orderId === orderId
    ? []
    : [
        {
          Update: {
            TableName: table.name,
            Key: orderKey(before.orderId),
            UpdateExpression: `SET ${countRemade}`,
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeValues: { ':zero': 0, ':one': 1 },
          },
        },
      ]

const takeBudget = (
  table: Table,
  { orderId, reservedAt }: DeviceRecord,
  before: DeviceRecord | undefined,
  share: Share | undefined,
): TransactItem => ({
  Update: {
    TableName: table.name,
    Key: orderKey(orderId),
    UpdateExpression: `SET ${[
      'spent = spent + :one',
      ...(share === undefined ? [] : ['spentBy.#station = spentBy.#station + :one']),
      // One transaction may touch a row once, so on the same order both counts are one update.
      ...(leavesUnit(before) && before.orderId === orderId ? [countRemade] : []),
    ].join(', ')}`,
    ConditionExpression:
      '#status = :open AND spent < quantity AND (attribute_not_exists(validUntil) OR validUntil > :at)' +
      (share === undefined ? '' : ' AND spentBy.#station < :share'),
    ExpressionAttributeNames: { '#status': 'status', ...(share === undefined ? {} : { '#station': share.station }) },
    ExpressionAttributeValues: {
      ':one': 1,
      ...(leavesUnit(before) && before.orderId === orderId ? { ':zero': 0 } : {}),
      ':open': 'open',
      ':at': reservedAt,
      ...(share === undefined ? {} : { ':share': share.units }),
    },
  },
})

const attempts = 10

/**
 * Writes all items or none. TransactionConflict is normal with sixteen stations on one order row: it is retried by name
 * with the same token, so that a lost answer cannot spend a second unit (DESIGN step 3).
 */
export const transact = async (
  table: Table,
  token: string,
  items: TransactItem[],
  names: readonly Lost[],
  backoff: Backoff,
): Promise<Spent> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await table.client.send(new TransactWriteCommand({ TransactItems: items, ClientRequestToken: token }))
      return { done: true }
    } catch (error) {
      const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : []
      const failed = reasons.findIndex((reason) => reason.Code === 'ConditionalCheckFailed')
      if (failed >= 0)
        return { done: false, lost: names[failed] ?? 'device', owner: reasons[failed]?.Item?.ownerImei?.S }
      const conflict =
        reasons.some((reason) => reason.Code === 'TransactionConflict' || reason.Code === 'ThrottlingError') ||
        (error instanceof Error && error.name === 'TransactionInProgressException')
      if (!conflict || attempt === attempts) throw error
      await backoff.sleep(backoff.random() * Math.min(20 * 2 ** attempt, 640))
    }
  }
}

/** The share of the station that asks, counted beside the order's budget. */
export interface Share {
  station: string
  units: number
}

/** Spends a unit of the order on a device, in one transaction. */
export const spendUnit = (
  table: Table,
  device: DeviceRecord,
  before: DeviceRecord | undefined,
  share: Share | undefined,
  token: string,
  backoff: Backoff,
): Promise<Spent> => {
  const claimed = claims(table, device)
  const items = [
    takeBudget(table, device, before, share),
    putDevice(table, device, before),
    ...claimed.map(({ item }) => item),
    ...noteRemade(table, device, before),
  ]
  return transact(table, token, items, ['order', 'device', ...claimed.map(({ name }) => name)], backoff)
}

/** Puts another key on a unit that was spent before; the order's budget is not touched. */
export const keepUnit = (
  table: Table,
  device: DeviceRecord,
  before: DeviceRecord,
  token: string,
  backoff: Backoff,
): Promise<Spent> => {
  const claimed = claims(table, device)
  const items = [putDevice(table, device, before), ...claimed.map(({ item }) => item)]
  return transact(table, token, items, ['device', ...claimed.map(({ name }) => name)], backoff)
}

/** Gives a unit back to its order with the change of the device that frees it, both or none. */
export const giveBackUnit = (
  table: Table,
  device: DeviceRecord,
  change: DeviceChange,
  share: Share | undefined,
  token: string,
  backoff: Backoff,
): Promise<Spent> => {
  const budget: TransactItem = {
    Update: {
      TableName: table.name,
      Key: orderKey(device.orderId),
      UpdateExpression: `SET spent = spent - :one${share === undefined ? '' : ', spentBy.#station = spentBy.#station - :one'}`,
      ConditionExpression: 'spent > :zero',
      ...(share === undefined ? {} : { ExpressionAttributeNames: { '#station': share.station } }),
      ExpressionAttributeValues: { ':one': 1, ':zero': 0 },
    },
  }
  return transact(
    table,
    token,
    [budget, { Update: updateOf(table, device.imei, change) }],
    ['order', 'device'],
    backoff,
  )
}
