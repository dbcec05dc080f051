import { endCertificate } from '../adapters/iot/end-certificate.ts'
import { articles, changeArticle } from '../adapters/registry/articles.ts'
import { type SweepDependencies, untouchable } from './dependencies.ts'

/** First articles that nobody ended within the hour: a kill stood between bench and cloud. Their certificates go. */
export const endArticles = async (
  deps: SweepDependencies,
  dryRun: boolean,
): Promise<{ articles: string[]; unfinished: boolean }> => {
  const ended: string[] = []
  for await (const article of articles(deps.table)) {
    if (article.state === 'ended' || Date.parse(article.at) > deps.now() - untouchable) continue
    if (!deps.hasTime()) return { articles: ended, unfinished: true }
    if (!dryRun) {
      const { thingName, superseded = [], certificateArn } = article
      const attachments = { thingName, policyName: deps.policyName }
      for (const arn of [...superseded, ...(certificateArn === undefined ? [] : [certificateArn])])
        await endCertificate(deps, arn, attachments)
      const at = new Date(deps.now()).toISOString()
      if (
        (await changeArticle(deps.table, article, { state: 'ended', superseded: [], at }, [article.state])) ===
        undefined
      )
        continue
    }
    ended.push(article.imei)
  }
  return { articles: ended, unfinished: false }
}
