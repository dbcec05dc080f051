import type { KeySource } from '../api/profile.ts'
import type { DeviceEvent, DeviceRecord, Lease } from './device-record.ts'
import type { LifeCycleChange } from './life-cycle.ts'

export interface NewKey {
  orderId: string
  imei: string
  thingName: string
  keySource: KeySource
  publicKeySha256: string | undefined
  station: string
  firmware: string
  serial: string | undefined
  deviceUuid: string | undefined
  lease: Lease
  /** ISO 8601. */
  at: string
}

/** Enough for a long life; a row is written whole with every key, so it must not grow without end. */
const longestHistory = 40

const written = (key: NewKey, before: DeviceRecord | undefined, change: LifeCycleChange): DeviceEvent[] => [
  ...(before?.history ?? []).slice(1 - longestHistory),
  { at: key.at, change, by: key.station },
]

/** The row of a device that begins in an order: a unit was spent on it. */
export const beginDevice = (key: NewKey, before: DeviceRecord | undefined): DeviceRecord => ({
  imei: key.imei,
  thingName: key.thingName,
  orderId: key.orderId,
  state: 'reserved',
  generation: (before?.generation ?? 0) + 1,
  keySource: key.keySource,
  publicKeySha256: key.publicKeySha256,
  lease: key.lease,
  superseded: [...(before?.superseded ?? []), ...(before?.certificateArn === undefined ? [] : [before.certificateArn])],
  serial: key.serial ?? before?.serial,
  firmware: key.firmware,
  deviceUuid: key.deviceUuid ?? before?.deviceUuid,
  station: key.station,
  reservedAt: key.at,
  changedAt: key.at,
  history: written(key, before, 'reserve'),
})

/**
 * The row of a device that gets another key on the same unit. What was proven before keeps working until the new
 * certificate is confirmed (`keepsWorking`); what was not is superseded and will be deleted.
 */
export const rekeyDevice = (key: NewKey, before: DeviceRecord, keepsWorking: boolean): DeviceRecord => {
  const next: DeviceRecord = {
    ...beginDevice(key, before),
    station: before.station,
    reservedAt: before.reservedAt,
    // It connected once: that stays true, and its unit was delivered.
    registeredAt: before.registeredAt,
    history: written(key, before, keepsWorking ? 'rework' : 'rekey'),
  }
  if (!keepsWorking || before.certificateId === undefined || before.certificateArn === undefined)
    return { ...next, previous: before.previous }
  return {
    ...next,
    superseded: before.superseded ?? [],
    previous: {
      state: before.state,
      generation: before.generation,
      certificateId: before.certificateId,
      certificateArn: before.certificateArn,
      publicKeySha256: before.publicKeySha256 ?? '',
      certificatePemSha256: before.certificatePemSha256,
      certificateMode: before.certificateMode,
      keySource: before.keySource,
      proof: before.proof,
      mintedAt: before.mintedAt,
      confirmedAt: before.confirmedAt,
    },
  }
}
