import type { AdmissionAnswer } from '../../core/api/admission.ts'
import { otherModem } from '../../core/device/same-modem.ts'
import { thingName } from '../../core/device/thing-name.ts'
import { checkFirmware } from '../../core/order/check-firmware.ts'
import { decideAdmission, mayAsk } from '../../core/order/decide-mint.ts'
import { isRefusal, type Refusal } from '../../core/refusals/refusal.ts'
import { readUnit, type UnitCall } from '../adapters/registry/read-unit.ts'
import type { Table } from '../adapters/registry/table.ts'

export interface AdmitDependencies {
  table: Table
  fleet: string
  /** Name of the role that stations with a certificate share. */
  stationRole: string
  now: () => number
}

export interface AdmitCall extends UnitCall {
  firmware?: string | undefined
  /** As the modem told it, where its firmware does. */
  deviceUuid?: string | undefined
}

/** Whether this unit may be keyed on this order, asked before the first command that changes the modem. Writes nothing. */
export const admit =
  (deps: AdmitDependencies) =>
  async (call: AdmitCall): Promise<AdmissionAnswer | Refusal> => {
    const unit = await readUnit(deps.table, deps.stationRole, call)
    if (isRefusal(unit)) return unit
    const { order, device, imei } = unit
    const no =
      mayAsk(unit) ??
      otherModem(device, call.deviceUuid) ??
      decideAdmission({ ...unit, now: deps.now() }) ??
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
      order: { quantity: order.quantity, spent: order.spent },
    }
  }
