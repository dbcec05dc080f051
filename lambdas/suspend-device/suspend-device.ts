import { type DeviceAnswer, deviceAnswer } from '../../core/api/devices.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { followRow } from '../adapters/follow-row.ts'
import { changeDevice, unchangedSince } from '../adapters/registry/devices.ts'
import {
  certificatesOf,
  deviceFor,
  shutOut,
  type TakeAwayCall,
  type TakeAwayDependencies,
} from '../adapters/take-away.ts'

/** Shuts a device out until it is resumed. The row first: a confirm that runs at the same moment then undoes itself. */
export const suspendDevice =
  (deps: TakeAwayDependencies) =>
  async ({ imei, caller, reason }: TakeAwayCall): Promise<DeviceAnswer | Refusal> => {
    const device = await deviceFor(deps, imei, 'suspend', ({ state }) => state === 'suspended')
    if (isRefusal(device)) return device
    const suspended =
      device.state === 'suspended'
        ? device
        : await changeDevice(deps.table, device.imei, {
            set: { state: 'suspended', before: device.state },
            event: { at: new Date(deps.now()).toISOString(), change: 'suspend', by: caller, note: reason },
            ...unchangedSince(device),
          })
    if (suspended === undefined) return refuse('changed-meanwhile', { imei: device.imei })
    await shutOut(deps, suspended, 'INACTIVE')
    // Somebody may have resumed it before its certificates were off.
    await followRow(deps, device.imei, suspended, certificatesOf(suspended))
    return deviceAnswer.parse(suspended)
  }
