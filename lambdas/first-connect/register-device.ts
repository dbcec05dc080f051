import type { DeviceRecord } from '../../core/device/device-record.ts'
import { lifeCycle } from '../../core/device/life-cycle.ts'
import { parseThingName } from '../../core/device/thing-name.ts'
import { changeDevice, readDevice } from '../adapters/registry/devices.ts'
import type { Table } from '../adapters/registry/table.ts'
import type { PresenceEvent } from './presence-event.ts'

/** What an accepted connect came to. Only `registered` changed anything. */
export type Outcome =
  | 'registered'
  | 'already-registered'
  | 'not-ours'
  | 'unknown-device'
  | 'foreign-certificate'
  | 'not-waiting'

export interface RegisterDependencies {
  table: Table
  fleet: string
  /** Milliseconds since 1970. */
  now: () => number
}

const judge = (device: DeviceRecord, certificateId: string): Outcome | 'waiting' => {
  // While a rework is under way the old certificate is still a good one; it registers nothing.
  if (device.previous?.certificateId === certificateId) return 'not-waiting'
  if (device.certificateId !== certificateId) return 'foreign-certificate'
  if (device.state === 'registered') return 'already-registered'
  return (lifeCycle.register.from as readonly string[]).includes(device.state) ? 'waiting' : 'not-waiting'
}

/**
 * Registers a device on its first accepted connect. Presence events come at least once and in any order
 * (aws-iot-provisioning.md 6.2), so the write is conditional and everything else is a no-op.
 */
export const registerDevice =
  ({ table, fleet, now }: RegisterDependencies) =>
  async (event: PresenceEvent): Promise<Outcome> => {
    const name = parseThingName(event.clientId)
    if (name === undefined || name.fleet !== fleet) return 'not-ours'
    const device = await readDevice(table, name.imei)
    if (device === undefined) return 'unknown-device'
    const judged = judge(device, event.principalIdentifier)
    if (judged !== 'waiting') return judged
    const registeredAt = new Date(event.timestamp).toISOString()
    const registered = await changeDevice(table, name.imei, {
      event: {
        at: new Date(now()).toISOString(),
        change: 'register',
        by: 'device',
        certificateId: event.principalIdentifier,
      },
      set: { state: 'registered', registeredAt },
      when: 'certificateId = :certificate AND #state IN (:minted, :confirming, :confirmed)',
      names: { '#state': 'state' },
      values: {
        ':certificate': event.principalIdentifier,
        ':minted': 'minted',
        ':confirming': 'confirming',
        ':confirmed': 'confirmed',
      },
    })
    if (registered !== undefined) return 'registered'
    // Somebody changed the row between read and write; the next event, or this one delivered again, finds it settled.
    const changed = await readDevice(table, name.imei)
    const again = changed === undefined ? 'unknown-device' : judge(changed, event.principalIdentifier)
    if (again === 'waiting')
      throw new Error(`Device ${name.imei} changed while it was being registered; the queue delivers the event again.`)
    return again
  }
