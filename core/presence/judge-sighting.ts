import type { DeviceRecord } from '../device/device-record.ts'
import { lifeCycle } from '../device/life-cycle.ts'
import type { SecurityEvent } from './security-event.ts'

/** A device's client ID was seen connected with this certificate. */
export interface Sighting {
  certificateId: string
  /** Milliseconds since 1970, by AWS's clock. */
  at: number
}

export type Judgement =
  | { act: 'register' }
  /** Known and in order: only the time may be worth writing down. */
  | { act: 'see' }
  | { act: 'nothing'; why: 'stale' | 'not-waiting' }
  | { act: 'alarm'; event: SecurityEvent }

/** Older documents call timestamps accurate to two minutes, and a session lives on for minutes (aws-iot-provisioning.md 6.1, 9). */
const grace = 5 * 60_000

/** When a certificate that was ours ceased to be the device's, or undefined if it never was. */
const replacedAt = (device: DeviceRecord, certificateId: string): number | undefined => {
  if (device.superseded?.some((arn) => arn.endsWith(`/${certificateId}`)) === true) return Date.parse(device.changedAt)
  const history = device.history ?? []
  const made = history.findLastIndex((event) => event.change === 'record' && event.certificateId === certificateId)
  if (made < 0) return undefined
  const later = history.slice(made + 1)
  const next = later.findIndex(({ change }) => change === 'reserve' || change === 'rekey' || change === 'rework')
  // A rework keeps the old certificate until the new one is confirmed.
  const end =
    later[next]?.change === 'rework' ? later.slice(next).find(({ change }) => change === 'confirm') : later[next]
  return Date.parse(end?.at ?? device.changedAt)
}

/**
 * What a connect under a device's client ID means. Presence events come twice, late and in any order
 * (aws-iot-provisioning.md 6.2), so only their certificate and time count, never the order in which they come.
 */
export const judgeSighting = (device: DeviceRecord, { certificateId, at }: Sighting): Judgement => {
  // While a rework is under way the old certificate is still a good one; it registers nothing.
  if (device.previous?.certificateId === certificateId) return { act: 'see' }
  if (device.certificateId !== certificateId) {
    const until = replacedAt(device, certificateId)
    if (until === undefined) return { act: 'alarm', event: 'foreign-certificate' }
    return at <= until + grace ? { act: 'nothing', why: 'stale' } : { act: 'alarm', event: 'replaced-certificate' }
  }
  if (device.state === 'registered') return { act: 'see' }
  if ((lifeCycle.register.from as readonly string[]).includes(device.state)) return { act: 'register' }
  const isOut = device.state === 'suspended' || device.state === 'revoked' || device.state === 'scrapped'
  if (!isOut) return { act: 'nothing', why: 'not-waiting' }
  return at <= Date.parse(device.changedAt) + grace
    ? { act: 'nothing', why: 'stale' }
    : { act: 'alarm', event: 'connected-while-out' }
}

const day = 24 * 3_600_000

/** Whether a sighting is worth a write: once a day, so that a fleet that reconnects every minute costs no more than one that sleeps. */
export const isNews = ({ lastSeenAt }: Pick<DeviceRecord, 'lastSeenAt'>, at: number): boolean =>
  lastSeenAt === undefined || at - Date.parse(lastSeenAt) >= day
