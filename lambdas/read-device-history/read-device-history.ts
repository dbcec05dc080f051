import { type DeviceHistory, deviceHistory } from '../../core/api/devices.ts'
import { parseImei } from '../../core/device/imei.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { readDevice } from '../adapters/registry/devices.ts'
import type { Table } from '../adapters/registry/table.ts'

/** What happened to a device, oldest first. */
export const readDeviceHistory =
  ({ table }: { table: Table }) =>
  async (text: string): Promise<DeviceHistory | Refusal> => {
    const parsed = parseImei(text)
    if (!parsed.ok) return refuse('imei-malformed', { imei: text, why: parsed.says })
    const device = await readDevice(table, parsed.imei)
    if (device === undefined) return refuse('device-not-found', { imei: parsed.imei })
    return deviceHistory.parse({ imei: device.imei, events: device.history ?? [] })
  }
