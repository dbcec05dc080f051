import type { DeviceRecord } from '../../core/device/device-record.ts'
import { judgeTakeover } from '../../core/presence/judge-takeover.ts'
import { changeDevice, readDevice } from '../adapters/registry/devices.ts'
import type { PresenceDependencies } from './dependencies.ts'
import type { DisconnectedEvent } from './presence-event.ts'

export type TakeoverOutcome = 'taken-over' | 'clone-suspected' | 'known' | 'stale'

const hour = 3_600_000
const rounds = 3

/** A clone that fights all day is written down once an hour. */
const isToldAlready = ({ cloneSuspectedAt }: DeviceRecord, at: number): boolean =>
  cloneSuspectedAt !== undefined && Math.abs(at - Date.parse(cloneSuspectedAt)) < hour

/** Remembers that another connection with this client ID ended a session, and says so when that looks like two devices. */
export const noteTakeover =
  ({ table }: PresenceDependencies) =>
  async (device: DeviceRecord, event: DisconnectedEvent): Promise<TakeoverOutcome> => {
    const { timestamp: at, principalIdentifier: certificateId, sessionIdentifier = String(event.timestamp) } = event
    let current: DeviceRecord | undefined = device
    for (let round = 0; current !== undefined && round < rounds; round += 1) {
      // The session of an older certificate gives way to the new one: that is what a rework looks like.
      if (current.certificateId !== certificateId) return 'stale'
      if (isToldAlready(current, at)) return 'known'
      const judged = judgeTakeover(current.takeovers ?? [], { at, sessionIdentifier })
      if (judged.kind === 'known') return 'known'
      const { takeovers, clone } = judged
      const time = new Date(at).toISOString()
      const written = await changeDevice(table, current.imei, {
        set: { takeovers, ...(clone ? { cloneSuspectedAt: time } : {}) },
        ...(clone && current.cloneSuspectedAt === undefined
          ? { remark: { at: time, change: 'clone-suspected', by: 'device', certificateId } }
          : {}),
        when: `generation = :generation AND ${current.takeovers === undefined ? 'attribute_not_exists(takeovers)' : 'takeovers = :before'}`,
        values: {
          ':generation': current.generation,
          ...(current.takeovers === undefined ? {} : { ':before': current.takeovers }),
        },
      })
      if (written !== undefined) return clone ? 'clone-suspected' : 'taken-over'
      current = await readDevice(table, device.imei)
    }
    throw new Error(
      `Device ${device.imei} changed ${rounds} times while a takeover was noted; deliver the event again.`,
    )
  }
