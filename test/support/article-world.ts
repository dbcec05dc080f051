import { randomUUID } from 'node:crypto'
import type { MintArticleRequest } from '../../core/api/articles.ts'
import type { MintAnswer } from '../../core/api/credentials.ts'
import { isRefusal } from '../../core/refusals/refusal.ts'
import { admitArticle } from '../../lambdas/admit-article/admit-article.ts'
import { confirmArticle } from '../../lambdas/confirm-article/confirm-article.ts'
import { mintArticle } from '../../lambdas/mint-article/mint-article.ts'
import { openLine } from '../../lambdas/open-line/open-line.ts'
import { readOrder } from '../../lambdas/read-order/read-order.ts'
import { reportAttach } from '../../lambdas/report-attach/report-attach.ts'
import { type Clients, startMintWorld, station } from './mint-world.ts'
import { cloudRequest, proofOf, stationRequest } from './unit.ts'
import type { UseCaseCloud } from './use-case-cloud.ts'

/** The use-cases of first articles and lines over one set of clients. */
export const articleCases = (cloud: UseCaseCloud, clients: Clients) => {
  const shared = {
    table: { client: clients.document, name: cloud.tableName },
    iot: clients.iot,
    stationRole: 'mintmark-dev-stations',
    fleet: 'mintmark',
    policyName: 'mintmark-dev-device',
    now: () => cloud.time.now,
    sleep: async () => undefined,
  }
  return {
    admitArticle: admitArticle(shared),
    mintArticle: mintArticle({
      ...shared,
      iotOnce: clients.iot,
      thingTypeName: 'mintmark-dev-device',
      newToken: randomUUID,
      random: () => 0,
      leaseMilliseconds: 40_000,
    }),
    confirmArticle: confirmArticle(shared),
    openLine: openLine(shared),
    reportAttach: reportAttach(shared),
    read: readOrder(shared),
  }
}

export const good = <T extends object>(answer: T): Exclude<T, { refusal: string }> => {
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer))
  return answer as Exclude<T, { refusal: string }>
}

/** A request for an article's certificate, with a new key of the station or one that the cloud makes. */
export const articleRequest = async (source: 'station' | 'cloud' = 'station', simulated = false) =>
  ({ ...(source === 'cloud' ? cloudRequest() : await stationRequest()), simulated }) as MintArticleRequest

/** A cloud with an order that lists golden units. */
export const startArticleWorld = async () => {
  const world = await startMintWorld()
  const cases = articleCases(world.cloud, world.clients)
  const { profile } = await world.openOne(1)
  const openWith = async (goldenUnits: string[], quantity = 5) =>
    good(
      await world.open(
        { profile: profile as never, quantity, stations: [station], goldenUnits },
        'arn:aws:iam::123456789012:user/ops',
      ),
    )
  const callOf = (orderId: string, imei: string) => ({ orderId, imei, caller: station })
  return {
    ...world,
    ...cases,
    openWith,
    callOf,
    confirmCall: (orderId: string, answer: MintAnswer) => ({
      ...callOf(orderId, answer.imei),
      certificateId: answer.certificateId,
      request: proofOf(answer),
    }),
  }
}
export type ArticleWorld = Awaited<ReturnType<typeof startArticleWorld>>
