import type { DeviceRecord } from '../../core/device/device-record.ts'
import { parseThingName } from '../../core/device/thing-name.ts'
import { readDevice } from '../adapters/registry/devices.ts'
import { noteFailedConnect } from '../adapters/registry/failed-connects.ts'
import { type SeenOutcome, seeDevice } from '../adapters/registry/see-device.ts'
import type { PresenceDependencies } from './dependencies.ts'
import { noteTakeover, type TakeoverOutcome } from './note-takeover.ts'
import type { ConnectFailedEvent, DisconnectedEvent, PresenceEvent } from './presence-event.ts'

export type PresenceOutcome =
  | SeenOutcome
  | TakeoverOutcome
  | 'failed-connect'
  | 'duplicate'
  | 'expired'
  | 'not-ours'
  | 'unknown-device'

/** These end sessions that were never let in; every other session shows that the device was connected. */
const neverLetIn = new Set(['AUTH_ERROR', 'FORBIDDEN_ACCESS'])

const disconnected = async (
  deps: PresenceDependencies,
  device: DeviceRecord,
  event: DisconnectedEvent,
): Promise<PresenceOutcome> => {
  if (neverLetIn.has(event.disconnectReason)) return 'not-waiting'
  // The matching `connected` may never have come (aws-iot-provisioning.md 6.2): this event says the same.
  const seen = await seeDevice(deps)(
    device,
    { certificateId: event.principalIdentifier, at: event.timestamp },
    { by: 'device', note: 'seen by the end of its session' },
  )
  if (event.disconnectReason !== 'DUPLICATE_CLIENTID') return seen
  const taken = await noteTakeover(deps)(device, event)
  return taken === 'clone-suspected' || seen === 'known' ? taken : seen
}

const failed = async (
  { table, now }: PresenceDependencies,
  { imei }: DeviceRecord,
  event: ConnectFailedEvent,
): Promise<PresenceOutcome> => {
  const noted = await noteFailedConnect(
    table,
    imei,
    {
      at: event.timestamp,
      certificateId: event.principalIdentifier,
      reason: event.connectFailureReason,
      sessionIdentifier: event.sessionIdentifier ?? String(event.timestamp),
      ipAddress: event.ipAddress,
    },
    now(),
  )
  return noted === 'noted' ? 'failed-connect' : noted
}

/**
 * What a presence event means for the registry. Events come at least once, late and in any order, so each is judged by
 * what the row says now and every write is conditional (aws-iot-provisioning.md 6.2).
 */
export const handlePresence =
  (deps: PresenceDependencies) =>
  async (event: PresenceEvent): Promise<PresenceOutcome> => {
    const name = parseThingName(event.clientId)
    if (name === undefined || name.fleet !== deps.fleet) return 'not-ours'
    const device = await readDevice(deps.table, name.imei)
    if (device === undefined) return 'unknown-device'
    if (event.eventType === 'connect_failed') return failed(deps, device, event)
    if (event.eventType === 'disconnected') return disconnected(deps, device, event)
    return seeDevice(deps)(device, { certificateId: event.principalIdentifier, at: event.timestamp }, { by: 'device' })
  }
