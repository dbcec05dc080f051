import { randomUUID } from 'node:crypto'
import { sweep } from '../../lambdas/sweep/sweep.ts'
import { type ArticleWorld, articleCases, articleRequest, good } from './article-world.ts'
import { Killed, killedAt } from './killed.ts'
import { imeiOf } from './unit.ts'

const hour = 3_600_000

export type Cases = ReturnType<typeof articleCases>

/** An order of three units whose 32 golden units are killed one after the other, and what is done to them. */
export const articleKills = async (world: ArticleWorld) => {
  const goldenUnits = Array.from({ length: 32 }, (_, n) => imeiOf(9000 + n))
  const { orderId } = await world.openWith(goldenUnits, 3)
  const kills = {
    orderId,
    /** Sweeps so many hours later. */
    async sweepAfter(hours: number) {
      world.cloud.time.now += hours * hour
      return sweep({
        table: { client: world.clients.document, name: world.cloud.tableName },
        iot: world.clients.iot,
        policyName: 'mintmark-dev-device',
        now: () => world.cloud.time.now,
        newToken: randomUUID,
        sleep: async () => undefined,
        random: () => 0,
        hasTime: () => true,
      })({ dryRun: false })
    },
    /** An article from its first call to its last. */
    whole:
      (source: 'station' | 'cloud') =>
      async ({ mintArticle, confirmArticle }: Pick<Cases, 'mintArticle' | 'confirmArticle'>, imei: string) => {
        const minted = await mintArticle({ ...world.callOf(orderId, imei), request: await articleRequest(source) })
        return confirmArticle(world.confirmCall(orderId, good(minted)))
      },
    /** Kills `act` before and after each of its cloud calls; `then` says what must be so. Answers the number of kills. */
    async everywhere(
      act: (cases: Cases, imei: string) => Promise<unknown>,
      then: (imei: string) => Promise<void>,
    ): Promise<number> {
      let count = 0
      for (let call = 1; ; call += 1)
        for (const when of ['before', 'after'] as const) {
          const imei = goldenUnits[count % goldenUnits.length] ?? ''
          const clients = world.cloud.newClients()
          killedAt(clients, { call, when })
          const lived = await act(articleCases(world.cloud, clients), imei).then(
            () => true,
            (error: unknown) => {
              if (error instanceof Killed) return false
              throw error
            },
          )
          await new Promise(setImmediate)
          await then(imei)
          expect(good(await world.read(orderId))).toMatchObject({ spent: 0, reconciliation: { difference: 0 } })
          if (lived) return count
          count += 1
        }
    },
  }
  return kills
}
