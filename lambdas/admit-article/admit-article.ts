import type { ArticleAnswer } from '../../core/api/articles.ts'
import { mayAskArticles, mayRunArticle } from '../../core/article/decide-article.ts'
import { parseImei } from '../../core/device/imei.ts'
import { thingName } from '../../core/device/thing-name.ts'
import { checkFirmware } from '../../core/order/check-firmware.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { readDevice } from '../adapters/registry/devices.ts'
import { readOrder } from '../adapters/registry/orders.ts'
import type { Table } from '../adapters/registry/table.ts'
import { whoCalls } from '../adapters/registry/who-calls.ts'

export interface AdmitArticleDependencies {
  table: Table
  fleet: string
  /** Name of the role that stations with a certificate share. */
  stationRole: string
  now: () => number
}

export interface AdmitArticleCall {
  orderId: string
  /** ARN of the IAM principal that asks. */
  caller: string
  imei: string | undefined
  firmware: string | undefined
}

/** Which units are first articles of this order and, asked about one, how it is keyed. Writes nothing. */
export const admitArticle =
  (deps: AdmitArticleDependencies) =>
  async ({ orderId, caller: principal, imei: text, firmware }: AdmitArticleCall): Promise<ArticleAnswer | Refusal> => {
    const parsed = text === undefined ? undefined : parseImei(text)
    if (parsed?.ok === false) return refuse('imei-malformed', { imei: text ?? '', why: parsed.says })
    const imei = parsed?.imei
    const [order, device, caller] = await Promise.all([
      readOrder(deps.table, orderId),
      imei === undefined ? undefined : readDevice(deps.table, imei),
      whoCalls(deps.table, principal, deps.stationRole),
    ])
    if (isRefusal(caller)) return caller
    if (order === undefined) return refuse('order-not-found', { orderId })
    const { goldenUnits = [], profile } = order
    const known = { orderId, goldenUnits }
    if (imei === undefined) return mayAskArticles(order, caller) ?? known
    const no =
      mayRunArticle({ order, device, imei, caller, now: deps.now() }) ??
      (firmware === undefined ? undefined : checkFirmware(firmware, order))
    if (no !== undefined) return no
    // A golden unit still holds its last article, and has no label that a serial could stand on.
    const itsProfile = { ...profile, existingCredentials: 'replace' as const, serial: 'none' as const }
    return { ...known, unit: { imei, thingName: thingName(deps.fleet, imei), profile: itsProfile } }
  }
