import type { MintAnswer, MintRequest } from '../../core/api/credentials.ts'
import { thingName } from '../../core/device/thing-name.ts'
import { checkFirmware } from '../../core/order/check-firmware.ts'
import { mayAsk } from '../../core/order/decide-mint.ts'
import { isRefusal, type Refusal } from '../../core/refusals/refusal.ts'
import { readUnit, type UnitCall } from '../adapters/registry/read-unit.ts'
import type { MintDependencies } from './dependencies.ts'
import { giveUpLease, type Issued, issue } from './issue.ts'
import { keyMaterial } from './key-material.ts'
import { mintAnswerOf } from './mint-answer.ts'
import { repeat } from './repeat.ts'
import { reserve } from './reserve.ts'

export interface MintCall extends UnitCall {
  request: MintRequest
}

/** Issues a certificate for one device of an order (DESIGN steps 3 and 4): checked, reserved, made inactive, recorded, attached. */
export const mintCredential =
  (deps: MintDependencies) =>
  async (call: MintCall): Promise<MintAnswer | Refusal> => {
    const unit = await readUnit(deps.table, deps.stationRole, call)
    if (isRefusal(unit)) return unit
    const { order, imei } = unit
    const { profile } = order
    const no = mayAsk(unit) ?? checkFirmware(call.request.firmware, order)
    if (no !== undefined) return no
    const key = keyMaterial(call.request, profile)
    if (isRefusal(key)) return key

    const name = thingName(deps.fleet, imei)
    const reservation = await reserve(deps)({ ...unit, request: call.request, thingName: name, key })
    if (isRefusal(reservation)) return reservation
    const issued = await issueOrRepeat(deps, reservation, key.csrPem, profile.activation)
    if (isRefusal(issued)) return issued
    return mintAnswerOf({
      order,
      imei,
      thingName: name,
      key,
      generation: issued.device.generation,
      issued: {
        ...issued,
        certificateId: issued.device.certificateId ?? '',
      },
    })
  }

const issueOrRepeat = async (
  deps: MintDependencies,
  reservation: Exclude<Awaited<ReturnType<ReturnType<typeof reserve>>>, Refusal>,
  csrPem: string | undefined,
  activation: 'on-confirm' | 'at-mint',
): Promise<Issued | Refusal> => {
  if (reservation.kind === 'repeat') return repeat(deps)(reservation.device, activation)
  try {
    return await issue(deps)(reservation.device, csrPem, activation)
  } catch (error) {
    await giveUpLease(deps, reservation.device)
    throw error
  }
}
