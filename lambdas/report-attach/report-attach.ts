import type { ReportAttachAnswer, ReportAttachRequest } from '../../core/api/attach-times.ts'
import { mayAsk } from '../../core/order/decide-mint.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { noteAttach } from '../adapters/registry/attach-times.ts'
import { readUnit, type UnitCall } from '../adapters/registry/read-unit.ts'
import type { Table } from '../adapters/registry/table.ts'

export interface ReportAttachDependencies {
  table: Table
  /** Name of the role that stations with a certificate share. */
  stationRole: string
  now: () => number
}

export interface ReportAttachCall extends UnitCall {
  request: ReportAttachRequest
}

/** Keeps how long a unit took to register on the network at the bench. Decides nothing about the unit. */
export const reportAttach =
  (deps: ReportAttachDependencies) =>
  async (call: ReportAttachCall): Promise<ReportAttachAnswer | Refusal> => {
    const unit = await readUnit(deps.table, deps.stationRole, call)
    if (isRefusal(unit)) return unit
    const { order, device, imei } = unit
    const no = mayAsk(unit)
    if (no !== undefined) return no
    if (device === undefined) return refuse('device-not-found', { imei })
    const { orderId, state } = device
    if (orderId !== order.orderId) return refuse('device-of-another-order', { imei, orderId, state })
    const { certificateId, firmware, attachMs } = call.request
    if (device.certificateId !== certificateId) return refuse('certificate-superseded', { certificateId, imei })
    const attach = { certificateId, firmware, attachMs, at: new Date(deps.now()).toISOString() }
    return { imei, noted: await noteAttach(deps.table, device, attach) }
  }
