import type { IoTClient } from '@aws-sdk/client-iot'
import type { DeviceRecord } from '../../core/device/device-record.ts'
import { wantedStatus } from '../../core/device/wanted-status.ts'
import { setStatus } from './iot/certificate-status.ts'
import { readDevice } from './registry/devices.ts'
import type { Table } from './registry/table.ts'

const rounds = 5

const isSame = (a: DeviceRecord | undefined, b: DeviceRecord | undefined): boolean =>
  a?.state === b?.state &&
  a?.generation === b?.generation &&
  a?.changedAt === b?.changedAt &&
  a?.certificateId === b?.certificateId

/**
 * For who switched certificates of a device: if the row changed meanwhile, switches them as it says now, until it stands
 * still; so whoever comes last leaves both in agreement. `known` is the row that the switching agreed with, if any. Answers
 * the row as read last.
 */
export const followRow = async (
  { table, iot }: { table: Table; iot: IoTClient },
  imei: string,
  known: DeviceRecord | 'none',
  certificateIds: readonly string[],
): Promise<DeviceRecord | undefined> => {
  let row = await readDevice(table, imei)
  let agreed: DeviceRecord | 'none' | undefined = known
  for (let round = 0; round < rounds && (agreed === 'none' || !isSame(agreed, row)); round += 1) {
    const current = row
    await Promise.all(
      certificateIds.map((id) => {
        const wanted = wantedStatus(current, id)
        return wanted === undefined ? undefined : setStatus(iot, id, wanted)
      }),
    )
    agreed = current
    row = await readDevice(table, imei)
  }
  return row
}
