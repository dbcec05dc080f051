import { type DeviceAnswer, deviceAnswer } from '../../core/api/devices.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { changeDevice, unchangedSince } from '../adapters/registry/devices.ts'
import { deviceFor, shutOut, type TakeAwayCall, type TakeAwayDependencies } from '../adapters/take-away.ts'

/** Shuts a device out for good. Its unit stays spent. */
export const revokeDevice =
  (deps: TakeAwayDependencies) =>
  async ({ imei, caller, reason }: TakeAwayCall): Promise<DeviceAnswer | Refusal> => {
    const device = await deviceFor(deps, imei, 'revoke', ({ state }) => state === 'revoked')
    if (isRefusal(device)) return device
    const revoked =
      device.state === 'revoked'
        ? device
        : await changeDevice(deps.table, device.imei, {
            set: { state: 'revoked' },
            remove: ['before', 'lease'],
            event: { at: new Date(deps.now()).toISOString(), change: 'revoke', by: caller, note: reason },
            ...unchangedSince(device),
          })
    if (revoked === undefined) return refuse('changed-meanwhile', { imei: device.imei })
    await shutOut(deps, revoked, 'REVOKED')
    return deviceAnswer.parse(revoked)
  }
