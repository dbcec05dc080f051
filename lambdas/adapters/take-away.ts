import type { IoTClient } from '@aws-sdk/client-iot'
import type { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane'
import type { DeviceRecord } from '../../core/device/device-record.ts'
import { parseImei } from '../../core/device/imei.ts'
import { isAllowed, type LifeCycleChange } from '../../core/device/life-cycle.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { setStatus } from './iot/certificate-status.ts'
import { cutOff } from './iot/cut-off.ts'
import { readDevice } from './registry/devices.ts'
import type { Table } from './registry/table.ts'

export interface TakeAwayDependencies {
  table: Table
  iot: IoTClient
  data: IoTDataPlaneClient
  /** Milliseconds since 1970. */
  now: () => number
}

export interface TakeAwayCall {
  imei: string
  /** ARN of the principal that asks. */
  caller: string
  reason: string | undefined
}

/** Reads a device for a change; one that made the change before comes back as it is, so that asking twice is harmless. */
export const deviceFor = async (
  { table }: Pick<TakeAwayDependencies, 'table'>,
  text: string,
  change: LifeCycleChange,
  isDone: (device: DeviceRecord) => boolean,
): Promise<DeviceRecord | Refusal> => {
  const parsed = parseImei(text)
  if (!parsed.ok) return refuse('imei-malformed', { imei: text, why: parsed.says })
  const device = await readDevice(table, parsed.imei)
  if (device === undefined) return refuse('device-not-found', { imei: parsed.imei })
  if (!isDone(device) && !isAllowed(change, device.state, 'ops'))
    return refuse('change-not-allowed', { imei: device.imei, state: device.state, change })
  return device
}

/** Every certificate that the device could connect with, also those that a newer key replaced and nobody deleted yet. */
export const certificatesOf = ({ certificateId, previous, superseded = [] }: DeviceRecord): string[] =>
  [certificateId, previous?.certificateId, ...superseded.map((arn) => arn.slice(arn.lastIndexOf('/') + 1))].filter(
    (id) => id !== undefined,
  )

/** Takes the certificates away, and the session that they opened: after this the device is out, not minutes later. */
export const shutOut = async (
  deps: TakeAwayDependencies,
  device: DeviceRecord,
  final: 'INACTIVE' | 'REVOKED',
): Promise<void> => {
  await Promise.all(
    certificatesOf(device).map(async (id) => {
      await setStatus(deps.iot, id, 'INACTIVE')
      if (final === 'REVOKED') await setStatus(deps.iot, id, 'REVOKED')
    }),
  )
  await cutOff(deps.data, device.thingName)
}
