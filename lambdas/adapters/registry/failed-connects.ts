import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { deviceKey, fromRow, schemaVersion, type Table } from './table.ts'

/** Attempts of one hour with one certificate that AWS IoT refused. The only row with an address, so it expires. */
export interface FailedConnects {
  /** ISO 8601. */
  firstAt: string
  lastAt: string
  attempts: number
  /** AWS's own word. */
  reason: string
  /** The certificate that was shown; not `certificateId`, by which an index finds devices. */
  shownCertificateId: string
  ipAddress?: string
}

export interface FailedAttempt {
  /** Milliseconds since 1970. */
  at: number
  certificateId: string
  reason: string
  sessionIdentifier: string
  ipAddress: string | undefined
}

/** Addresses may be kept for 30 days; DynamoDB deletes what expired within about two (Developer Guide, "Using time to live"). */
const keptMs = 28 * 24 * 3_600_000
const prefix = 'CONNECT#'

/**
 * Notes a refused connect. One row an hour and certificate, so that a device that tries without end fills nothing. A
 * repeated event changes nothing; one too old to be kept is not written.
 */
export const noteFailedConnect = async (
  table: Table,
  imei: string,
  { at, certificateId, reason, sessionIdentifier, ipAddress }: FailedAttempt,
  now: number,
): Promise<'noted' | 'duplicate' | 'expired'> => {
  if (at + keptMs <= now) return 'expired'
  const time = new Date(at).toISOString()
  try {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { ...deviceKey(imei), sk: `${prefix}${time.slice(0, 13)}#${certificateId.slice(0, 16)}` },
        UpdateExpression: `SET #schema = :schema, firstAt = if_not_exists(firstAt, :at), lastAt = :at, reason = :reason,
          shownCertificateId = :certificate, lastSession = :session, #ttl = :ttl
          ${ipAddress === undefined ? '' : ', ipAddress = :address'} ADD attempts :one`,
        ConditionExpression: 'attribute_not_exists(lastSession) OR lastSession <> :session',
        ExpressionAttributeNames: { '#schema': 'schema', '#ttl': 'ttl' },
        ExpressionAttributeValues: {
          ':schema': schemaVersion,
          ':at': time,
          ':reason': reason,
          ':certificate': certificateId,
          ':session': sessionIdentifier,
          ':ttl': Math.floor((at + keptMs) / 1000),
          ':one': 1,
          ...(ipAddress === undefined ? {} : { ':address': ipAddress }),
        },
      }),
    )
    return 'noted'
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'duplicate'
    throw error
  }
}

/** Refused connects of a device, the newest first. What has expired is not shown, whether it was deleted yet or not. */
export const failedConnects = async (
  table: Table,
  imei: string,
  { limit, now }: { limit: number; now: number },
): Promise<FailedConnects[]> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': deviceKey(imei).pk, ':prefix': prefix },
      ScanIndexForward: false,
      Limit: limit,
    }),
  )
  return Items.filter(({ ttl }) => typeof ttl === 'number' && ttl * 1000 > now).flatMap(
    (row) => fromRow<FailedConnects>(row) ?? [],
  )
}
