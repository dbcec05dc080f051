import type { DeviceRecord } from '../../../core/device/device-record.ts'
import { isNews, judgeSighting, type Sighting } from '../../../core/presence/judge-sighting.ts'
import type { SecurityEvent } from '../../../core/presence/security-event.ts'
import { changeDevice, readDevice } from './devices.ts'
import type { Table } from './table.ts'

/** What a sighting came to. `known` and the last two wrote nothing. */
export type SeenOutcome = 'registered' | 'seen' | SecurityEvent | 'known' | 'stale' | 'not-waiting'

export interface SeeDependencies {
  table: Table
  /** Milliseconds since 1970. */
  now: () => number
}

/** Who says that the device was seen. */
export interface Witness {
  by: string
  note?: string
}

const day = 24 * 3_600_000
const rounds = 3

const register = ({ table, now }: SeeDependencies, imei: string, { certificateId, at }: Sighting, witness: Witness) => {
  const seenAt = new Date(at).toISOString()
  return changeDevice(table, imei, {
    event: { at: new Date(now()).toISOString(), change: 'register', certificateId, ...witness },
    set: { state: 'registered', registeredAt: seenAt, lastSeenAt: seenAt },
    when: 'certificateId = :certificate AND #state IN (:minted, :confirming, :confirmed)',
    names: { '#state': 'state' },
    values: {
      ':certificate': certificateId,
      ':minted': 'minted',
      ':confirming': 'confirming',
      ':confirmed': 'confirmed',
    },
  })
}

const noteSeen = async ({ table }: SeeDependencies, device: DeviceRecord, { at }: Sighting): Promise<SeenOutcome> => {
  if (!isNews(device, at)) return 'known'
  const lastSeenAt = new Date(at).toISOString()
  const noted = await changeDevice(table, device.imei, {
    set: { lastSeenAt },
    when: 'generation = :generation AND (attribute_not_exists(lastSeenAt) OR lastSeenAt < :now)',
    values: { ':generation': device.generation, ':now': lastSeenAt },
  })
  return noted === undefined ? 'known' : 'seen'
}

const noteSecurityEvent = async (
  { table }: SeeDependencies,
  { imei, generation, securityEvent: before }: DeviceRecord,
  { certificateId, at }: Sighting,
  event: SecurityEvent,
): Promise<void> => {
  const isTold = before?.event === event && before.certificateId === certificateId
  // An intruder that reconnects every second is written down once a day; every event is logged and counted.
  if (isTold && at - Date.parse(before.at) < day) return
  const time = new Date(at).toISOString()
  await changeDevice(table, imei, {
    set: { securityEvent: { event, certificateId, at: time } },
    remark: { at: time, change: event, by: 'device', certificateId },
    when: 'generation = :generation',
    values: { ':generation': generation },
  })
}

/** Does what a sighting of a device calls for: registers it once, keeps the time once a day, writes down what must not be. */
export const seeDevice =
  (deps: SeeDependencies) =>
  async (device: DeviceRecord, sighting: Sighting, witness: Witness): Promise<SeenOutcome> => {
    let current: DeviceRecord | undefined = device
    for (let round = 0; current !== undefined && round < rounds; round += 1) {
      const judged = judgeSighting(current, sighting)
      if (judged.act === 'nothing') return judged.why
      if (judged.act === 'see') return noteSeen(deps, current, sighting)
      if (judged.act === 'alarm') {
        await noteSecurityEvent(deps, current, sighting, judged.event)
        return judged.event
      }
      if ((await register(deps, device.imei, sighting, witness)) !== undefined) return 'registered'
      // Somebody changed the row between read and write: judged again by what it is now.
      current = await readDevice(deps.table, device.imei)
    }
    throw new Error(
      `Device ${device.imei} changed ${rounds} times while it was being registered; deliver the event again.`,
    )
  }
