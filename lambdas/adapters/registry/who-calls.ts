import { GetCommand } from '@aws-sdk/lib-dynamodb'
import type { Refusal } from '../../../core/refusals/refusal.ts'
import { nameCaller } from '../../../core/station/name-caller.ts'
import type { StationCertificate } from '../../../core/station/station-record.ts'
import { sessionSerial } from '../../../core/station/station-session.ts'
import { fromRow, stationCertificateKey, type Table } from './table.ts'

/**
 * Under which name a caller works: a station with a certificate under its own, anybody else under the ARN. One strongly
 * consistent read beside those that the call needs anyway, so that a revocation counts from the next call on.
 */
export const whoCalls = async (table: Table, principal: string, stationRole: string): Promise<string | Refusal> => {
  const serial = sessionSerial(principal, stationRole)
  if (serial === undefined) return principal
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: stationCertificateKey(serial), ConsistentRead: true }),
  )
  return nameCaller(principal, fromRow<StationCertificate>(Item))
}
