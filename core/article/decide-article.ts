import type { DeviceRecord } from '../device/device-record.ts'
import { isStation } from '../order/is-station.ts'
import type { OrderRecord } from '../order/order-record.ts'
import { type Refusal, refuse } from '../refusals/refusal.ts'
import type { ArticleRecord } from './article-record.ts'

export interface ArticleQuestion {
  order: OrderRecord
  /** Whoever lists a golden unit must not have sold it as a product before. */
  device: DeviceRecord | undefined
  imei: string
  caller: string
  /** Milliseconds since 1970. */
  now: number
}

const isFree = (device: DeviceRecord | undefined): boolean =>
  device === undefined || device.state === 'released' || device.state === 'scrapped'

/** Whether this caller may ask about first articles of the order at all. */
export const mayAskArticles = (order: OrderRecord, caller: string): Refusal | undefined =>
  isStation(caller, order.stations) || isStation(caller, order.reworkStations)
    ? undefined
    : refuse('station-not-of-order', { orderId: order.orderId, principal: caller })

/** Whether this unit may be a first article of the order now. The order's budget is not asked: no unit is spent. */
export const mayRunArticle = ({ order, device, imei, caller, now }: ArticleQuestion): Refusal | undefined => {
  const { orderId, goldenUnits = [], validUntil } = order
  const no = mayAskArticles(order, caller)
  if (no !== undefined) return no
  if (!goldenUnits.includes(imei)) return refuse('not-a-golden-unit', { orderId, imei, listed: goldenUnits.length })
  if (order.status === 'closed') return refuse('order-closed', { orderId })
  if (validUntil !== undefined && Date.parse(validUntil) <= now) return refuse('order-expired', { orderId, validUntil })
  if (!isFree(device))
    return refuse('device-of-another-order', {
      imei,
      orderId: device?.orderId ?? orderId,
      state: device?.state ?? 'unknown',
    })
  return undefined
}

/** The row of the next article with this golden unit; what an earlier one left behind is named, so that it goes first. */
export const beginArticle = (
  next: Omit<ArticleRecord, 'state' | 'generation' | 'superseded'>,
  before: ArticleRecord | undefined,
): ArticleRecord => {
  const left = before === undefined || before.state === 'ended' ? [] : [before.certificateArn]
  const superseded = [...(before?.superseded ?? []), ...left.filter((arn) => arn !== undefined)]
  return {
    ...next,
    state: 'begun',
    generation: (before?.generation ?? 0) + 1,
    ...(superseded.length === 0 ? {} : { superseded }),
  }
}
