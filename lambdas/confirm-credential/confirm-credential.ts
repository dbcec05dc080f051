import type { IoTClient } from '@aws-sdk/client-iot'
import type { ConfirmAnswer, ConfirmRequest } from '../../core/api/credentials.ts'
import type { Proof } from '../../core/api/devices.ts'
import type { DeviceRecord } from '../../core/device/device-record.ts'
import { parseImei } from '../../core/device/imei.ts'
import { mayAsk } from '../../core/order/decide-mint.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { describeCertificate, setStatus } from '../adapters/iot/certificate-status.ts'
import { changeDevice, readDevice } from '../adapters/registry/devices.ts'
import { isListed, readOrder } from '../adapters/registry/orders.ts'
import type { Table } from '../adapters/registry/table.ts'
import { prove } from './prove.ts'

export interface ConfirmDependencies {
  table: Table
  iot: IoTClient
  now: () => number
}

export interface ConfirmCall {
  orderId: string
  imei: string
  certificateId: string
  caller: string
  request: ConfirmRequest
}

/** The row must still be about this certificate; anything else means that somebody was faster. */
const stillOurs = (states: string) =>
  `certificateId = :certificate AND #state IN (${states}) AND attribute_not_exists(superseded)`
const names = { '#state': 'state' }

const answerOf = (device: DeviceRecord): ConfirmAnswer => ({
  imei: device.imei,
  thingName: device.thingName,
  certificateId: device.certificateId ?? '',
  state: device.state,
  proof: device.proof ?? 'presence',
  confirmedAt: device.confirmedAt ?? '',
})

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

/** The certificate was replaced while it was being confirmed: what was switched on is switched off again. */
const undo = async (deps: ConfirmDependencies, certificateId: string, imei: string): Promise<Refusal> => {
  await setStatus(deps.iot, certificateId, 'INACTIVE')
  return refuse('certificate-superseded', { certificateId, imei })
}

/**
 * Row `confirming` → certificate ACTIVE → row `confirmed` (DESIGN step 5). A kill between any two is repaired by asking
 * again. A device that connected in between is `registered` already; it stays so and only gets its proof.
 */
const activate = async (
  deps: ConfirmDependencies,
  device: DeviceRecord,
  certificateId: string,
  proof: Proof,
): Promise<ConfirmAnswer | Refusal> => {
  const { imei } = device
  const values = {
    ':certificate': certificateId,
    ':minted': 'minted',
    ':confirming': 'confirming',
    ':registered': 'registered',
  }
  const wasRegistered = device.state === 'registered'
  const [begun, facts] = await Promise.all([
    changeDevice(deps.table, imei, {
      set: { state: wasRegistered ? undefined : 'confirming', proof },
      when: stillOurs(':minted, :confirming, :registered'),
      names,
      values,
    }),
    describeCertificate(deps.iot, certificateId),
  ])
  if (begun === undefined || facts === undefined) return refuse('certificate-superseded', { certificateId, imei })
  if (begun.previous !== undefined) await setStatus(deps.iot, begun.previous.certificateId, 'INACTIVE')
  if ((await setStatus(deps.iot, certificateId, 'ACTIVE')) === 'gone')
    return refuse('certificate-superseded', { certificateId, imei })
  const confirmedAt = new Date(deps.now()).toISOString()
  const settle = (state: 'confirmed' | undefined, when: string) =>
    changeDevice(deps.table, imei, {
      set: { state, proof, confirmedAt, certificateMode: facts.certificateMode },
      remove: ['previous'],
      when: stillOurs(when),
      names,
      values:
        when === ':confirming'
          ? { ':certificate': certificateId, ':confirming': 'confirming' }
          : { ':certificate': certificateId, ':registered': 'registered' },
    })
  const confirmed = (await settle('confirmed', ':confirming')) ?? (await settle(undefined, ':registered'))
  if (confirmed !== undefined) return answerOf(confirmed)
  const now = await readDevice(deps.table, imei)
  return now?.certificateId === certificateId && now.state === 'confirmed'
    ? answerOf(now)
    : undo(deps, certificateId, imei)
}

/** Compares what the modem listed with what it must hold, and only then lets the certificate be used. */
export const confirmCredential =
  (deps: ConfirmDependencies) =>
  async (call: ConfirmCall): Promise<ConfirmAnswer | Refusal> => {
    const parsed = parseImei(call.imei)
    if (!parsed.ok) return refuse('imei-malformed', { imei: call.imei, why: parsed.says })
    const { imei } = parsed
    const [order, device, listed] = await Promise.all([
      readOrder(deps.table, call.orderId),
      readDevice(deps.table, imei),
      isListed(deps.table, call.orderId, imei),
    ])
    if (order === undefined) return refuse('order-not-found', { orderId: call.orderId })
    const no = mayAsk({ order, listed, imei, caller: call.caller }) ?? mayConfirm(device, call, imei)
    if (no !== undefined) return no
    if (device === undefined) return refuse('device-not-found', { imei })
    const proof = prove(order.profile, device, call.request)
    if (isRefusal(proof)) return proof
    const isDone = device.confirmedAt !== undefined && (device.state === 'confirmed' || device.state === 'registered')
    return isDone ? answerOf(device) : activate(deps, device, call.certificateId, proof.proof)
  }
