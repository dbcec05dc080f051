import type { DeviceRecord } from '../device/device-record.ts'
import { isAllowed } from '../device/life-cycle.ts'
import { isRefusal, type Refusal, refuse } from '../refusals/refusal.ts'
import { isStation, shareHolder } from './is-station.ts'
import type { OrderRecord } from './order-record.ts'

export interface MintQuestion {
  order: OrderRecord
  device: DeviceRecord | undefined
  /** Whether the order names this IMEI; only asked when the order names devices. */
  listed: boolean
  imei: string
  /** ARN of the caller. */
  caller: string
  /** Of the key in the request; undefined when the cloud makes it, since then it is always another key. */
  publicKeySha256: string | undefined
  /** Milliseconds since 1970. */
  now: number
}

/** What a request for a credential comes to. Every `act` names what the registry write must still find true. */
export type MintDecision =
  /** A new unit of the order. */
  | { act: 'reserve'; device: DeviceRecord | undefined }
  /** The same order, device and key: the same certificate again. */
  | { act: 'repeat'; device: DeviceRecord }
  /** The same unit under a raised generation: lapsed lease, other key, or rework. */
  | { act: 'take-over'; device: DeviceRecord; keepsWorking: boolean }
  | Refusal

const namesDevices = (order: OrderRecord) => order.listedDevices !== undefined || order.tacs !== undefined

/** Whether this caller may ask about this device on this order at all. */
export const mayAsk = ({
  order,
  listed,
  imei,
  caller,
}: Pick<MintQuestion, 'order' | 'listed' | 'imei' | 'caller'>): Refusal | undefined => {
  if (!isStation(caller, order.stations) && !isStation(caller, order.reworkStations))
    return refuse('station-not-of-order', { orderId: order.orderId, principal: caller })
  if (order.goldenUnits?.includes(imei) === true) return refuse('golden-unit', { orderId: order.orderId, imei })
  if (namesDevices(order) && !listed && order.tacs?.includes(imei.slice(0, 8)) !== true)
    return refuse('imei-not-listed', { orderId: order.orderId, imei })
  return undefined
}

/** Whether the order has a place for one more unit. */
export const mayReserve = (order: OrderRecord, caller: string, now: number): Refusal | undefined => {
  if (order.status === 'closed') return refuse('order-closed', { orderId: order.orderId })
  if (order.validUntil !== undefined && Date.parse(order.validUntil) <= now)
    return refuse('order-expired', { orderId: order.orderId, validUntil: order.validUntil })
  if (order.spent >= order.quantity)
    return refuse('order-exhausted', { orderId: order.orderId, quantity: order.quantity })
  const station = shareHolder(order, caller)
  const share = station === undefined ? undefined : order.shares[station]
  if (station !== undefined && share !== undefined && (order.spentBy[station] ?? 0) >= share)
    return refuse('station-share-spent', { orderId: order.orderId, principal: station, share })
  return undefined
}

const decideNew = (question: MintQuestion): MintDecision =>
  mayReserve(question.order, question.caller, question.now) ?? { act: 'reserve', device: question.device }

/** DESIGN step 3 as one decision, without side effects; admission asks it too, before anything is changed on the modem. */
export const decideMint = (question: MintQuestion): MintDecision => {
  const { order, device, imei, caller, publicKeySha256, now } = question
  const no = mayAsk(question)
  if (no !== undefined) return no
  if (device === undefined || device.state === 'released') return decideNew(question)
  if (device.state === 'scrapped')
    return order.listedDevices === undefined
      ? refuse('device-not-usable', { imei, state: device.state })
      : decideNew(question)
  if (device.orderId !== order.orderId)
    return refuse('device-of-another-order', { imei, orderId: device.orderId, state: device.state })
  if (device.state === 'suspended' || device.state === 'revoked')
    return refuse('device-not-usable', { imei, state: device.state })
  if (device.lease !== undefined && device.lease.expiresAt > now)
    return refuse('mint-in-progress', {
      imei,
      retryAfterSeconds: Math.min(2, Math.ceil((device.lease.expiresAt - now) / 1000)),
    })
  if (device.certificateId !== undefined && device.state !== 'reserved' && device.publicKeySha256 === publicKeySha256)
    return { act: 'repeat', device }
  const mayRework = isStation(caller, order.reworkStations)
  if (isAllowed('rekey', device.state, 'station') && (device.previous === undefined || mayRework))
    return { act: 'take-over', device, keepsWorking: false }
  if (mayRework) return { act: 'take-over', device, keepsWorking: true }
  return refuse('device-already-keyed', {
    imei,
    state: device.state,
    certificateId: device.certificateId ?? device.previous?.certificateId ?? 'unknown',
  })
}

/** Admission: the same question for a key that does not exist yet. A lease in force is no reason to turn a unit away. */
export const decideAdmission = (question: Omit<MintQuestion, 'publicKeySha256'>): Refusal | undefined => {
  const settled = question.device === undefined ? undefined : { ...question.device, lease: undefined }
  const decision = decideMint({ ...question, device: settled, publicKeySha256: undefined })
  return isRefusal(decision) ? decision : undefined
}
