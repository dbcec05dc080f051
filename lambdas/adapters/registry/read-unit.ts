import type { DeviceRecord } from '../../../core/device/device-record.ts'
import { parseImei } from '../../../core/device/imei.ts'
import type { OrderRecord } from '../../../core/order/order-record.ts'
import { isRefusal, type Refusal, refuse } from '../../../core/refusals/refusal.ts'
import { readDevice } from './devices.ts'
import { isListed, readOrder } from './orders.ts'
import type { Table } from './table.ts'
import { whoCalls } from './who-calls.ts'

/** Whom a station asks about, as the path of the request names it. */
export interface UnitCall {
  orderId: string
  imei: string
  /** ARN of the IAM principal that asks. */
  caller: string
}

/** What every question of a station is decided from. */
export interface Unit {
  order: OrderRecord
  device: DeviceRecord | undefined
  /** Whether the order names this device. */
  listed: boolean
  imei: string
  /** The name of a station with a certificate, else the ARN of the principal. */
  caller: string
}

/** Reads order, device and caller side by side: one round trip, whichever route was called. */
export const readUnit = async (table: Table, stationRole: string, call: UnitCall): Promise<Unit | Refusal> => {
  const parsed = parseImei(call.imei)
  if (!parsed.ok) return refuse('imei-malformed', { imei: call.imei, why: parsed.says })
  const { imei } = parsed
  const [order, device, listed, caller] = await Promise.all([
    readOrder(table, call.orderId),
    readDevice(table, imei),
    isListed(table, call.orderId, imei),
    whoCalls(table, call.caller, stationRole),
  ])
  if (isRefusal(caller)) return caller
  return order === undefined
    ? refuse('order-not-found', { orderId: call.orderId })
    : { order, device, listed, imei, caller }
}
