import type { DeviceRecord } from '../device/device-record.ts'
import { lifeCycle } from '../device/life-cycle.ts'
import type { OrderRecord } from '../order/order-record.ts'
import type { Announcement } from './announcement.ts'

/** A row of the registry before and after a change. */
export interface RowChange {
  /** Of the change; the same when it is told again. */
  id: string
  /** Sort key of the row. */
  sk: string
  before: Record<string, unknown> | undefined
  after: Record<string, unknown> | undefined
}

const ofDevice = (id: string, before: DeviceRecord | undefined, after: DeviceRecord): Announcement[] => {
  const { imei, thingName, orderId, serial, certificateId, generation, state, firmware, history, changedAt } = after
  const common = { id, imei, thingName, orderId, serial, certificateId, generation }
  const found: Announcement[] = []
  if (before?.state !== state) {
    const event = history?.findLast(({ change }) => change in lifeCycle)
    const { change = 'reserve', by = after.station } = event ?? {}
    const detail = { ...common, from: before?.state, to: state, change, by, firmware, at: changedAt }
    found.push({ type: 'Device State Changed', detail })
  }
  const { securityEvent, cloneSuspectedAt } = after
  if (securityEvent !== undefined && securityEvent.at !== before?.securityEvent?.at) {
    const { event: alert, certificateId: shown, at } = securityEvent
    found.push({ type: 'Device Alert Raised', detail: { ...common, certificateId: shown, alert, at } })
  }
  if (cloneSuspectedAt !== undefined && cloneSuspectedAt !== before?.cloneSuspectedAt)
    found.push({ type: 'Device Alert Raised', detail: { ...common, alert: 'clone-suspected', at: cloneSuspectedAt } })
  return found
}

const ofOrder = (id: string, before: OrderRecord | undefined, after: OrderRecord): Announcement[] => {
  const { orderId, profile, quantity: ordered, status: to } = after
  if (before?.status === to) return []
  const detail = { id, orderId, profile: profile.name, ordered, from: before?.status, to }
  return [{ type: 'Order State Changed', detail }]
}

/** What others are told of a change of a row: states and alerts, nothing of what else a row holds. */
export const announcementsOf = ({ id, sk, before, after }: RowChange): Announcement[] => {
  if (after === undefined) return []
  if (sk === 'DEVICE') return ofDevice(id, before as DeviceRecord | undefined, after as unknown as DeviceRecord)
  if (sk === 'ORDER') return ofOrder(id, before as OrderRecord | undefined, after as unknown as OrderRecord)
  return []
}
