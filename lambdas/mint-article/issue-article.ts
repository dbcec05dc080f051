import type { ArticleRecord } from '../../core/article/article-record.ts'
import { cmngDigest } from '../../core/credential/digests.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { endCertificate } from '../adapters/iot/end-certificate.ts'
import { type IssuedCertificate, issueFromCsr, issueWithKey } from '../adapters/iot/issue-certificate.ts'
import { attachPolicy, attachThing, ensureThing } from '../adapters/iot/thing.ts'
import { changeArticle } from '../adapters/registry/articles.ts'
import type { MintDependencies } from '../mint-credential/dependencies.ts'

/** Makes the certificate of an article whose lease this caller holds; what earlier articles left goes first. */
export const issueArticle =
  (deps: MintDependencies) =>
  async (article: ArticleRecord, csrPem: string | undefined): Promise<IssuedCertificate | Refusal> => {
    const { imei, thingName } = article
    const attachments = { thingName, policyName: deps.policyName }
    // One after the other, and before the row names the new one: the row alone knows what is left.
    for (const arn of article.superseded ?? []) await endCertificate(deps, arn, attachments)
    await ensureThing(deps.iot, thingName, deps.thingTypeName)
    const issued = csrPem === undefined ? await issueWithKey(deps.iotOnce) : await issueFromCsr(deps.iotOnce, csrPem)
    const { certificateId, certificateArn, certificatePem } = issued
    const recorded = await changeArticle(
      deps.table,
      article,
      {
        state: 'minted',
        certificateId,
        certificateArn,
        certificatePemSha256: cmngDigest(certificatePem),
        superseded: [],
        at: new Date(deps.now()).toISOString(),
      },
      ['begun'],
    )
    if (recorded === undefined) {
      // The lease lapsed and another article began: this certificate is nobody's.
      await endCertificate(deps, certificateArn, attachments)
      return refuse('mint-in-progress', { imei, retryAfterSeconds: 1 })
    }
    await attachPolicy(deps.iot, deps.policyName, certificateArn)
    await attachThing(deps.iot, thingName, certificateArn)
    return issued
  }
