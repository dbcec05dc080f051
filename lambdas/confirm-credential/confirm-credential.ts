import type { IoTClient } from '@aws-sdk/client-iot'
import type { ConfirmAnswer, ConfirmRequest } from '../../core/api/credentials.ts'
import type { DeviceRecord } from '../../core/device/device-record.ts'
import { parseImei } from '../../core/device/imei.ts'
import { mayAsk } from '../../core/order/decide-mint.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { readDevice } from '../adapters/registry/devices.ts'
import { isListed, readOrder } from '../adapters/registry/orders.ts'
import type { Table } from '../adapters/registry/table.ts'
import { whoCalls } from '../adapters/registry/who-calls.ts'
import { activate, answerOf } from './activate.ts'
import { prove } from './prove.ts'

export interface ConfirmDependencies {
  table: Table
  iot: IoTClient
  /** Name of the role that stations with a certificate share. */
  stationRole: string
  now: () => number
}

export interface ConfirmCall {
  orderId: string
  imei: string
  certificateId: string
  caller: string
  request: ConfirmRequest
}

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
    const parsed = parseImei(call.imei)
    if (!parsed.ok) return refuse('imei-malformed', { imei: call.imei, why: parsed.says })
    const { imei } = parsed
    const [order, device, listed, caller] = await Promise.all([
      readOrder(deps.table, call.orderId),
      readDevice(deps.table, imei),
      isListed(deps.table, call.orderId, imei),
      whoCalls(deps.table, call.caller, deps.stationRole),
    ])
    if (isRefusal(caller)) return caller
    if (order === undefined) return refuse('order-not-found', { orderId: call.orderId })
    const no = mayAsk({ order, listed, imei, caller }) ?? mayConfirm(device, call, imei)
    if (no !== undefined) return no
    if (device === undefined) return refuse('device-not-found', { imei })
    const proof = prove(order.profile, device, call.request)
    if (isRefusal(proof)) return proof
    const isDone = device.confirmedAt !== undefined && (device.state === 'confirmed' || device.state === 'registered')
    return isDone ? answerOf(device) : activate(deps, device, { ...call, caller }, proof.proof)
  }
