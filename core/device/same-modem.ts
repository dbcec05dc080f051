import { type Refusal, refuse } from '../refusals/refusal.ts'
import type { DeviceRecord } from './device-record.ts'

/**
 * A modem keeps IMEI and UUID for life. The registry pins the one to the other at first sight; undefined when they still
 * belong together, or when nobody told a UUID (firmware before 1.3.0 has none).
 */
export const otherModem = (
  device: Pick<DeviceRecord, 'imei' | 'deviceUuid'> | undefined,
  shown: string | undefined,
): Refusal | undefined =>
  device?.deviceUuid === undefined || shown === undefined || device.deviceUuid === shown
    ? undefined
    : refuse('modem-swapped', { imei: device.imei, pinned: device.deviceUuid, shown })
