import type { MintArticleRequest } from '../../core/api/articles.ts'
import type { MintAnswer } from '../../core/api/credentials.ts'
import type { ArticleRecord } from '../../core/article/article-record.ts'
import { beginArticle, mayRunArticle } from '../../core/article/decide-article.ts'
import { thingName } from '../../core/device/thing-name.ts'
import { checkFirmware } from '../../core/order/check-firmware.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { readArticle, writeArticle } from '../adapters/registry/articles.ts'
import { readUnit, type Unit, type UnitCall } from '../adapters/registry/read-unit.ts'
import type { MintDependencies } from '../mint-credential/dependencies.ts'
import { type KeyMaterial, keyMaterial } from '../mint-credential/key-material.ts'
import { mintAnswerOf } from '../mint-credential/mint-answer.ts'
import { issueArticle } from './issue-article.ts'

export interface MintArticleCall extends UnitCall {
  request: MintArticleRequest
}

const rounds = 5

/** Takes the lease of the golden unit: only this caller makes a certificate for it now. */
const begin = async (
  deps: MintDependencies,
  { order, imei, caller }: Unit,
  request: MintArticleRequest,
  key: KeyMaterial,
): Promise<ArticleRecord | Refusal> => {
  for (let round = 0; round < rounds; round += 1) {
    const now = deps.now()
    const before = await readArticle(deps.table, imei)
    if (before?.lease !== undefined && before.lease.expiresAt > now) {
      const seconds = Math.min(2, Math.ceil((before.lease.expiresAt - now) / 1000))
      return refuse('mint-in-progress', { imei, retryAfterSeconds: seconds })
    }
    const token = deps.newToken()
    const next = beginArticle(
      {
        imei,
        thingName: thingName(deps.fleet, imei),
        orderId: order.orderId,
        station: caller,
        keySource: request.keySource,
        firmware: request.firmware,
        simulated: request.simulated,
        lease: { token, expiresAt: now + deps.leaseMilliseconds },
        ...(key.publicKeySha256 === undefined ? {} : { publicKeySha256: key.publicKeySha256 }),
        ...(key.deviceUuid === undefined || request.simulated ? {} : { deviceUuid: key.deviceUuid }),
        at: new Date(now).toISOString(),
      },
      before,
    )
    const written = await writeArticle(deps.table, next, before, token, deps)
    if (written.done) return next
    if (written.lost === 'modem')
      return refuse('modem-of-another-device', {
        deviceUuid: key.deviceUuid ?? 'unknown',
        imei,
        owner: written.owner ?? 'unknown',
      })
    if (written.lost === 'key') return refuse('key-of-another-device', { imei: written.owner ?? 'unknown' })
  }
  return refuse('try-again', { why: `the article of ${imei} changed under ${rounds} attempts in a row` })
}

/**
 * Issues a real certificate for a golden unit, as `mint-credential` does for a product, and spends nothing: no unit, no
 * device. It is INACTIVE until `confirm-article`, which also ends it; the sweep ends what nobody confirmed.
 */
export const mintArticle =
  (deps: MintDependencies) =>
  async (call: MintArticleCall): Promise<MintAnswer | Refusal> => {
    const unit = await readUnit(deps.table, deps.stationRole, call)
    if (isRefusal(unit)) return unit
    const { order, imei } = unit
    const no = mayRunArticle({ ...unit, now: deps.now() }) ?? checkFirmware(call.request.firmware, order)
    if (no !== undefined) return no
    const key = keyMaterial(call.request, order.profile)
    if (isRefusal(key)) return key
    const article = await begin(deps, unit, call.request, key)
    if (isRefusal(article)) return article
    const issued = await issueArticle(deps)(article, key.csrPem)
    if (isRefusal(issued)) return issued
    const { thingName: name, generation } = article
    return mintAnswerOf({ order, imei, thingName: name, generation, issued, key })
  }
