import type { MintRequest } from '../../core/api/credentials.ts'
import type { DeviceRecord } from '../../core/device/device-record.ts'
import { beginDevice, type NewKey, rekeyDevice } from '../../core/device/next-credential.ts'
import { otherModem } from '../../core/device/same-modem.ts'
import { decideMint } from '../../core/order/decide-mint.ts'
import { shareHolder } from '../../core/order/is-station.ts'
import type { OrderRecord } from '../../core/order/order-record.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { readDevice } from '../adapters/registry/devices.ts'
import { readOrder } from '../adapters/registry/orders.ts'
import { keepUnit, type Lost, type Share, spendUnit } from '../adapters/registry/spend-unit.ts'
import type { MintDependencies } from './dependencies.ts'
import type { KeyMaterial } from './key-material.ts'

export interface Reservation {
  /** `repeat`: the certificate is there already. `mine`: this caller holds the lease and must issue one. */
  kind: 'repeat' | 'mine'
  device: DeviceRecord
}

export interface Reserving {
  order: OrderRecord
  device: DeviceRecord | undefined
  listed: boolean
  imei: string
  thingName: string
  caller: string
  request: MintRequest
  key: KeyMaterial
}

const newKey = (deps: MintDependencies, asked: Reserving): NewKey => ({
  orderId: asked.order.orderId,
  imei: asked.imei,
  thingName: asked.thingName,
  keySource: asked.request.keySource,
  publicKeySha256: asked.key.publicKeySha256,
  station: asked.caller,
  firmware: asked.request.firmware,
  serial: asked.request.serial,
  deviceUuid: asked.key.deviceUuid,
  lease: { token: deps.newToken(), expiresAt: deps.now() + deps.leaseMilliseconds },
  at: new Date(deps.now()).toISOString(),
})

const serialRefusal = ({ order, request, device, imei }: Reserving): Refusal | undefined => {
  if (request.serial === undefined && order.profile.serial === 'required')
    return refuse('serial-missing', { profile: order.profile.name })
  const known = device?.state === 'released' || device?.state === 'scrapped' ? undefined : device?.serial
  if (request.serial !== undefined && known !== undefined && known !== request.serial)
    return refuse('device-has-another-serial', { imei, serial: known, given: request.serial })
  return undefined
}

const shareOf = (order: OrderRecord, caller: string): Share | undefined => {
  const station = shareHolder(order, caller)
  return station === undefined ? undefined : { station, units: order.shares[station] ?? 0 }
}

const rounds = 5

/** Makes sure that one unit of the order is this device's and that only this caller mints for it (DESIGN step 3). */
export const reserve =
  (deps: MintDependencies) =>
  async (asked: Reserving): Promise<Reservation | Refusal> => {
    let { order, device } = asked
    let lost: Lost | undefined
    for (let round = 0; round < rounds; round += 1) {
      const now = deps.now()
      const { listed, imei, caller, key } = asked
      const decision = decideMint({ order, device, listed, imei, caller, publicKeySha256: key.publicKeySha256, now })
      if (isRefusal(decision)) return decision
      const swapped = otherModem(device, key.deviceUuid)
      if (swapped !== undefined) return swapped
      const serialNo = serialRefusal({ ...asked, device })
      if (serialNo !== undefined) return serialNo
      if (decision.act === 'repeat') return { kind: 'repeat', device: decision.device }
      const key_ = newKey(deps, asked)
      const next =
        decision.act === 'reserve'
          ? beginDevice(key_, device)
          : rekeyDevice(key_, decision.device, decision.keepsWorking)
      const spent =
        decision.act === 'reserve'
          ? await spendUnit(deps.table, next, device, shareOf(order, caller), key_.lease.token, deps)
          : await keepUnit(deps.table, next, decision.device, key_.lease.token, deps)
      if (spent.done) return { kind: 'mine', device: next }
      lost = spent.lost
      if (lost === 'key') return refuse('key-of-another-device', { imei: spent.owner ?? 'unknown' })
      if (lost === 'modem')
        return refuse('modem-of-another-device', {
          deviceUuid: key.deviceUuid ?? '',
          imei,
          owner: spent.owner ?? 'unknown',
        })
      if (lost === 'serial')
        return refuse('serial-of-another-device', {
          serial: asked.request.serial ?? '',
          imei: spent.owner ?? 'unknown',
        })
      ;[order, device] = await Promise.all([
        readOrder(deps.table, order.orderId).then((found) => found ?? order),
        readDevice(deps.table, imei),
      ])
    }
    return refuse('try-again', { why: `the ${lost} row changed under ${rounds} attempts in a row` })
  }
