import type { ConfirmAnswer } from '../../core/api/credentials.ts'
import type { ArticleRecord } from '../../core/article/article-record.ts'
import { mayRunArticle } from '../../core/article/decide-article.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { setStatus, statusOf } from '../adapters/iot/certificate-status.ts'
import { endCertificate } from '../adapters/iot/end-certificate.ts'
import { changeArticle, readArticle } from '../adapters/registry/articles.ts'
import { noteLineEvent } from '../adapters/registry/line-events.ts'
import { readUnit } from '../adapters/registry/read-unit.ts'
import type { ConfirmCall, ConfirmDependencies } from '../confirm-credential/dependencies.ts'
import { prove } from '../confirm-credential/prove.ts'

export interface ConfirmArticleDependencies extends ConfirmDependencies {
  policyName: string
  sleep: (milliseconds: number) => Promise<void>
}

const answerOf = ({
  imei,
  thingName,
  certificateId = '',
  proof = 'presence',
  provenAt = '',
}: ArticleRecord): ConfirmAnswer => ({
  imei,
  thingName,
  certificateId,
  state: 'revoked',
  proof,
  confirmedAt: provenAt,
})

/** Writes down that the article passed, and ends its certificate. Safe to repeat. */
const end = async (deps: ConfirmArticleDependencies, article: ArticleRecord): Promise<ConfirmAnswer | Refusal> => {
  const { imei, thingName, orderId, station, firmware, proof, simulated, certificateId = '' } = article
  await endCertificate(deps, article.certificateArn ?? '', { thingName, policyName: deps.policyName })
  const what = simulated ? 'article-simulated' : 'article-passed'
  const event = { at: article.provenAt ?? article.at, what, station, imei, firmware, proof } as const
  await noteLineEvent(deps.table, orderId, event, certificateId.slice(0, 16))
  const ended = await changeArticle(deps.table, article, { state: 'ended', at: new Date(deps.now()).toISOString() }, [
    'proving',
    'ended',
  ])
  return ended === undefined ? refuse('certificate-superseded', { certificateId, imei }) : answerOf(ended)
}

/**
 * Compares what the golden unit lists with what it must hold, as `confirm-credential` does, switches its certificate on,
 * looks whether it is on, and takes it away: row `proving` → ACTIVE → proven → REVOKED → deleted → row `ended`. A kill
 * between any two is repaired by asking again, or by the sweep.
 */
export const confirmArticle =
  (deps: ConfirmArticleDependencies) =>
  async (call: ConfirmCall): Promise<ConfirmAnswer | Refusal> => {
    const unit = await readUnit(deps.table, deps.stationRole, call)
    if (isRefusal(unit)) return unit
    const { order, imei } = unit
    const no = mayRunArticle({ ...unit, now: deps.now() })
    if (no !== undefined) return no
    const { certificateId, request } = call
    const superseded = refuse('certificate-superseded', { certificateId, imei })
    const article = await readArticle(deps.table, imei)
    if (article?.certificateId !== certificateId || article.orderId !== order.orderId) return superseded
    if (article.provenAt !== undefined) return article.state === 'ended' ? answerOf(article) : end(deps, article)

    const proof = prove(order.profile, article, request)
    if (isRefusal(proof)) return proof
    const time = () => new Date(deps.now()).toISOString()
    const proving = await changeArticle(deps.table, article, { state: 'proving', at: time() }, ['minted', 'proving'])
    if (proving === undefined || (await setStatus(deps.iot, certificateId, 'ACTIVE')) !== 'set') {
      // A bench that waited too long asks twice, and the other call may have come to the end meanwhile.
      const now = await readArticle(deps.table, imei)
      return now?.certificateId === certificateId && now.provenAt !== undefined ? end(deps, now) : superseded
    }
    const status = await statusOf(deps.iot, certificateId)
    if (status !== 'ACTIVE') return refuse('try-again', { why: `the certificate is ${status} after it was activated` })
    const proven = await changeArticle(deps.table, article, { proof: proof.proof, provenAt: time(), at: time() }, [
      'proving',
    ])
    return proven === undefined ? superseded : end(deps, proven)
  }
