import type { FailedConnectsAnswer } from '../../core/api/devices.ts'
import type { FailedConnects } from './registry/failed-connects.ts'
import { findDevices } from './registry/find-devices.ts'
import type { Table } from './registry/table.ts'

/** Refused connects with the device whose certificate was shown: a credential on the wrong board names both. */
export const failedConnectsAnswer = async (
  table: Table,
  { shownCertificateId: certificateId, firstAt, lastAt, attempts, reason, ipAddress }: FailedConnects,
): Promise<FailedConnectsAnswer> => {
  const [owner] = (await findDevices(table, { certificate: certificateId, limit: 1 }))?.devices ?? []
  return { firstAt, lastAt, attempts, reason, certificateId, certificateOf: owner?.imei, ipAddress }
}
