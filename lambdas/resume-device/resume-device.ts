import { type DeviceAnswer, deviceAnswer } from '../../core/api/devices.ts'
import type { DeviceRecord } from '../../core/device/device-record.ts'
import { lifeCycle } from '../../core/device/life-cycle.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { setStatus } from '../adapters/iot/certificate-status.ts'
import { changeDevice, readDevice, unchangedSince } from '../adapters/registry/devices.ts'
import { deviceFor, type TakeAwayCall, type TakeAwayDependencies } from '../adapters/take-away.ts'

/** The certificate that was in use before: the proven one, which during a rework is still the previous one. */
const inUse = ({ before, certificateId, previous }: DeviceRecord): string | undefined =>
  before === 'confirmed' || before === 'registered' ? certificateId : previous?.certificateId

/** Asked twice: nothing happened to the device since it was resumed. */
const isResumed = ({ state, history }: DeviceRecord): boolean =>
  state !== 'suspended' && history?.findLast(({ change }) => change in lifeCycle)?.change === 'resume'

/** Lets a suspended device in again, in the state that it was in. */
export const resumeDevice =
  (deps: Omit<TakeAwayDependencies, 'data'>) =>
  async ({ imei, caller, reason }: TakeAwayCall): Promise<DeviceAnswer | Refusal> => {
    const device = await deviceFor(deps, imei, 'resume', isResumed)
    if (isRefusal(device)) return device
    // The certificate was switched on before the row said so: there is nothing left to do.
    if (isResumed(device)) return deviceAnswer.parse(device)
    const certificateId = inUse(device)
    if (certificateId !== undefined) await setStatus(deps.iot, certificateId, 'ACTIVE')
    const resumed = await changeDevice(deps.table, device.imei, {
      set: { state: device.before ?? 'minted' },
      remove: ['before'],
      event: { at: new Date(deps.now()).toISOString(), change: 'resume', by: caller, note: reason },
      ...unchangedSince(device),
    })
    if (resumed !== undefined) return deviceAnswer.parse(resumed)
    // Somebody else was faster. If they took it away, what was switched on here must not stay on.
    const now = await readDevice(deps.table, device.imei)
    const isOut = now?.state === 'suspended' || now?.state === 'revoked' || now?.state === 'scrapped'
    if (certificateId !== undefined && isOut) await setStatus(deps.iot, certificateId, 'INACTIVE')
    return refuse('changed-meanwhile', { imei: device.imei })
  }
