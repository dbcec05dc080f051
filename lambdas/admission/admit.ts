import type { AdmissionAnswer } from '../../core/api/admission.ts'
import { parseImei } from '../../core/device/imei.ts'
import { thingName } from '../../core/device/thing-name.ts'
import { checkFirmware } from '../../core/order/check-firmware.ts'
import { decideAdmission } from '../../core/order/decide-mint.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { readDevice } from '../adapters/registry/devices.ts'
import { isListed, readOrder } from '../adapters/registry/orders.ts'
import type { Table } from '../adapters/registry/table.ts'
import { whoCalls } from '../adapters/registry/who-calls.ts'

export interface AdmitDependencies {
  table: Table
  fleet: string
  /** Name of the role that stations with a certificate share. */
  stationRole: string
  now: () => number
}

export interface AdmitCall {
  orderId: string
  imei: string
  caller: string
  firmware: string | undefined
}

/** Whether this unit may be keyed on this order, asked before the first command that changes the modem. Writes nothing. */
export const admit =
  (deps: AdmitDependencies) =>
  async (call: AdmitCall): Promise<AdmissionAnswer | Refusal> => {
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
    const no =
      decideAdmission({ order, device, listed, imei, caller, now: deps.now() }) ??
      (call.firmware === undefined ? undefined : checkFirmware(call.firmware, order))
    if (no !== undefined) return no
    const begun = device !== undefined && device.orderId === order.orderId && device.state !== 'released'
    return {
      imei,
      thingName: thingName(deps.fleet, imei),
      profile: order.profile,
      device: begun
        ? { state: device.state, generation: device.generation, certificateId: device.certificateId }
        : undefined,
    }
  }
