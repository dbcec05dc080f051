import { type DeviceAnswer, deviceAnswer } from '../../core/api/devices.ts'
import type { DeviceRecord } from '../../core/device/device-record.ts'
import { lifeCycle } from '../../core/device/life-cycle.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { followRow } from '../adapters/follow-row.ts'
import { setStatus } from '../adapters/iot/certificate-status.ts'
import { changeDevice, unchangedSince } from '../adapters/registry/devices.ts'
import { readOrder } from '../adapters/registry/orders.ts'
import type { Table } from '../adapters/registry/table.ts'
import { certificatesOf, deviceFor, type TakeAwayCall, type TakeAwayDependencies } from '../adapters/take-away.ts'

/** The certificate that was in use before: the proven one, which during a rework is still the previous one, or one trusted unproven. */
const inUse = async (
  table: Table,
  { before, certificateId, previous, orderId }: DeviceRecord,
): Promise<string | undefined> => {
  if (before === 'confirmed' || before === 'registered') return certificateId
  if (previous !== undefined || before !== 'minted') return previous?.certificateId
  const order = await readOrder(table, orderId)
  return order?.profile.activation === 'at-mint' ? certificateId : undefined
}

/** Asked twice: nothing happened to the device since it was resumed. */
const isResumed = ({ state, history }: DeviceRecord): boolean =>
  state !== 'suspended' && history?.findLast(({ change }) => change in lifeCycle)?.change === 'resume'

/** Lets a suspended device in again, in the state that it was in. */
export const resumeDevice =
  (deps: Omit<TakeAwayDependencies, 'data'>) =>
  async ({ imei, caller, reason }: TakeAwayCall): Promise<DeviceAnswer | Refusal> => {
    const device = await deviceFor(deps, imei, 'resume', isResumed)
    if (isRefusal(device)) return device
    if (isResumed(device)) {
      // A suspension that died in between may have switched it off after the row said so.
      const now = await followRow(deps, device.imei, 'none', certificatesOf(device))
      return deviceAnswer.parse(now ?? device)
    }
    const certificateId = await inUse(deps.table, device)
    if (certificateId !== undefined) await setStatus(deps.iot, certificateId, 'ACTIVE')
    const resumed = await changeDevice(deps.table, device.imei, {
      set: { state: device.before ?? 'minted' },
      remove: ['before'],
      event: { at: new Date(deps.now()).toISOString(), change: 'resume', by: caller, note: reason },
      ...unchangedSince(device),
    })
    if (resumed !== undefined) return deviceAnswer.parse(resumed)
    // Somebody else was faster. If they took it away, what was switched on here must not stay on.
    if (certificateId !== undefined) await followRow(deps, device.imei, 'none', [certificateId])
    return refuse('changed-meanwhile', { imei: device.imei })
  }
