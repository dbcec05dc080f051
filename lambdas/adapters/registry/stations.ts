import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { GetCommand, QueryCommand, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import type { StationCertificate, StationRecord } from '../../../core/station/station-record.ts'
import { fromCursor, toCursor } from './cursor.ts'
import { fromRow, schemaVersion, stationCertificateKey, stationKey, type Table } from './table.ts'

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** Strongly consistent, since what is decided by it concerns trust. */
export const readStation = async (table: Table, name: string): Promise<StationRecord | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: stationKey(name), ConsistentRead: true }),
  )
  return fromRow<StationRecord>(Item)
}

/** All items or none; false when the station was changed meanwhile. */
const write = async (table: Table, items: TransactItem[]): Promise<boolean> => {
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: items }))
    return true
  } catch (error) {
    const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : []
    if (reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')) return false
    throw error
  }
}

const revokeCertificate = (table: Table, serial: string, at: string): TransactItem => ({
  Update: {
    TableName: table.name,
    Key: stationCertificateKey(serial),
    UpdateExpression: 'SET revokedAt = if_not_exists(revokedAt, :at)',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':at': at },
  },
})

/** Writes a station with its certificate; `before` is what was read, and its certificate counts no more from now on. */
export const writeStation = (
  table: Table,
  station: StationRecord,
  before: StationRecord | undefined,
): Promise<boolean> => {
  const { name, serial, principal, enrolledAt } = station
  const certificate: StationCertificate = { name, serial, principal }
  return write(table, [
    {
      Put: {
        TableName: table.name,
        Item: { ...stationKey(name), schema: schemaVersion, ...station },
        ...(before === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'serial = :before', ExpressionAttributeValues: { ':before': before.serial } }),
      },
    },
    {
      Put: {
        TableName: table.name,
        Item: { ...stationCertificateKey(serial), schema: schemaVersion, ...certificate },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    ...(before === undefined ? [] : [revokeCertificate(table, before.serial, enrolledAt)]),
  ])
}

/** Takes the trust from a station; false when it got another certificate meanwhile. */
export const revokeStation = (
  table: Table,
  { name, serial }: StationRecord,
  at: string,
  by: string,
): Promise<boolean> =>
  write(table, [
    {
      Update: {
        TableName: table.name,
        Key: stationKey(name),
        UpdateExpression: 'SET revokedAt = :at, revokedBy = :by',
        ConditionExpression: 'serial = :serial',
        ExpressionAttributeValues: { ':at': at, ':by': by, ':serial': serial },
      },
    },
    revokeCertificate(table, serial, at),
  ])

/** One page of stations, by name. Undefined when `after` is no cursor of ours. */
export const listStations = async (
  table: Table,
  { limit, after }: { limit: number; after?: string },
): Promise<{ stations: StationRecord[]; next?: string } | undefined> => {
  const start = after === undefined ? undefined : fromCursor(after)
  if (after !== undefined && start === undefined) return undefined
  const page = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :stations',
      ExpressionAttributeValues: { ':stations': stationKey('').pk },
      ConsistentRead: true,
      Limit: limit,
      ExclusiveStartKey: start,
    }),
  )
  const stations = (page.Items ?? []).flatMap((row) => fromRow<StationRecord>(row) ?? [])
  return { stations, next: toCursor(page.LastEvaluatedKey) }
}
