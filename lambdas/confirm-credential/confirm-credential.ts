import type { ConfirmAnswer } from '../../core/api/credentials.ts'
import type { DeviceRecord } from '../../core/device/device-record.ts'
import { mayAsk } from '../../core/order/decide-mint.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { readUnit } from '../adapters/registry/read-unit.ts'
import { activate, answerOf } from './activate.ts'
import type { ConfirmCall, ConfirmDependencies } from './dependencies.ts'
import { prove } from './prove.ts'

/** Whether the row is about this certificate and in a state in which it can be proven. */
const mayConfirm = (device: DeviceRecord | undefined, call: ConfirmCall, imei: string): Refusal | undefined => {
  if (device === undefined) return refuse('device-not-found', { imei })
  const { state } = device
  if (device.orderId !== call.orderId)
    return refuse('device-of-another-order', { imei, orderId: device.orderId, state })
  if (state === 'suspended' || state === 'revoked' || state === 'scrapped')
    return refuse('device-not-usable', { imei, state })
  if (device.certificateId !== call.certificateId)
    return refuse('certificate-superseded', { certificateId: call.certificateId, imei })
  return undefined
}

/** Compares what the modem listed with what it must hold, and only then lets the certificate be used. */
export const confirmCredential =
  (deps: ConfirmDependencies) =>
  async (call: ConfirmCall): Promise<ConfirmAnswer | Refusal> => {
    const unit = await readUnit(deps.table, deps.stationRole, call)
    if (isRefusal(unit)) return unit
    const { order, device, imei, caller } = unit
    const no = mayAsk(unit) ?? mayConfirm(device, call, imei)
    if (no !== undefined) return no
    if (device === undefined) return refuse('device-not-found', { imei })
    const proof = prove(order.profile, device, call.request)
    if (isRefusal(proof)) return proof
    const isDone = device.confirmedAt !== undefined && (device.state === 'confirmed' || device.state === 'registered')
    return isDone ? answerOf(device) : activate(deps, device, { ...call, caller }, proof.proof)
  }
