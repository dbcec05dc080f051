import { type DeviceDetail, deviceDetail } from '../../core/api/devices.ts'
import { parseImei } from '../../core/device/imei.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { failedConnectsAnswer } from '../adapters/failed-connects-answer.ts'
import { readDevice as readRow } from '../adapters/registry/devices.ts'
import { failedConnects } from '../adapters/registry/failed-connects.ts'
import type { Table } from '../adapters/registry/table.ts'

export interface ReadDeviceDependencies {
  table: Table
  /** Milliseconds since 1970. */
  now: () => number
}

/** A device as the registry has it, with the newest connect that was refused. */
export const readDevice =
  ({ table, now }: ReadDeviceDependencies) =>
  async (text: string): Promise<DeviceDetail | Refusal> => {
    const parsed = parseImei(text)
    if (!parsed.ok) return refuse('imei-malformed', { imei: text, why: parsed.says })
    const [device, [newest]] = await Promise.all([
      readRow(table, parsed.imei),
      failedConnects(table, parsed.imei, { limit: 1, now: now() }),
    ])
    if (device === undefined) return refuse('device-not-found', { imei: parsed.imei })
    return deviceDetail.parse({
      ...device,
      ...(newest === undefined ? {} : { failedConnects: await failedConnectsAnswer(table, newest) }),
    })
  }
