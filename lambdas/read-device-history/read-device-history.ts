import { type DeviceHistory, deviceHistory } from '../../core/api/devices.ts'
import { parseImei } from '../../core/device/imei.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { failedConnectsAnswer } from '../adapters/failed-connects-answer.ts'
import { readDevice } from '../adapters/registry/devices.ts'
import { failedConnects } from '../adapters/registry/failed-connects.ts'
import type { Table } from '../adapters/registry/table.ts'

export interface ReadHistoryDependencies {
  table: Table
  /** Milliseconds since 1970. */
  now: () => number
}

const most = 20

/** What happened to a device, oldest first, and beside it the connects that were refused, as long as they may be kept. */
export const readDeviceHistory =
  ({ table, now }: ReadHistoryDependencies) =>
  async (text: string): Promise<DeviceHistory | Refusal> => {
    const parsed = parseImei(text)
    if (!parsed.ok) return refuse('imei-malformed', { imei: text, why: parsed.says })
    const [device, failed] = await Promise.all([
      readDevice(table, parsed.imei),
      failedConnects(table, parsed.imei, { limit: most, now: now() }),
    ])
    if (device === undefined) return refuse('device-not-found', { imei: parsed.imei })
    return deviceHistory.parse({
      imei: device.imei,
      events: device.history ?? [],
      failedConnects: await Promise.all(failed.map((connects) => failedConnectsAnswer(table, connects))),
    })
  }
