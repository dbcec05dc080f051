import { type DeviceAnswer, deviceAnswer } from '../../core/api/devices.ts'
import { parseImei } from '../../core/device/imei.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { readDevice as readRow } from '../adapters/registry/devices.ts'
import type { Table } from '../adapters/registry/table.ts'

/** A device as the registry has it. */
export const readDevice =
  ({ table }: { table: Table }) =>
  async (text: string): Promise<DeviceAnswer | Refusal> => {
    const parsed = parseImei(text)
    if (!parsed.ok) return refuse('imei-malformed', { imei: text, why: parsed.says })
    const device = await readRow(table, parsed.imei)
    return device === undefined ? refuse('device-not-found', { imei: parsed.imei }) : deviceAnswer.parse(device)
  }
