import { type DeviceList, deviceAnswer, type ListDevicesQuery } from '../../core/api/devices.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { findDevices } from '../adapters/registry/find-devices.ts'
import type { Table } from '../adapters/registry/table.ts'

/** Devices by what is known of them, a page at a time. */
export const listDevices =
  ({ table }: { table: Table }) =>
  async (query: ListDevicesQuery): Promise<DeviceList | Refusal> => {
    const page = await findDevices(table, query)
    if (page === undefined)
      return refuse('request-malformed', { issues: [{ path: 'after', message: 'not the "next" of an earlier page' }] })
    return { devices: page.devices.map((device) => deviceAnswer.parse(device)), next: page.next }
  }
