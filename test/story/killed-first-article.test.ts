import { articleKills } from '../support/article-kills.ts'
import { type ArticleWorld, articleRequest, good, startArticleWorld } from '../support/article-world.ts'

let world: ArticleWorld
let kills: Awaited<ReturnType<typeof articleKills>>
beforeAll(async () => {
  world = await startArticleWorld()
  kills = await articleKills(world)
})
afterAll(() => world.cloud.stop())

test('a first article killed before and after every cloud call: the sweep leaves no certificate, no unit is spent', async () => {
  const count = await kills.everywhere(kills.whole('station'), async () => {
    await kills.sweepAfter(2)
    expect(await world.certificateCount()).toBe(0)
    expect((await kills.sweepAfter(2)).articles).toEqual([])
  })
  expect(count).toBeGreaterThan(40)
}, 120_000)

test('a confirmation killed anywhere passes when it is asked again', async () => {
  let asked: ReturnType<ArticleWorld['confirmCall']> | undefined
  const count = await kills.everywhere(
    async ({ confirmArticle }, imei) => {
      const request = await articleRequest()
      const minted = good(await world.mintArticle({ ...world.callOf(kills.orderId, imei), request }))
      asked = world.confirmCall(kills.orderId, minted)
      return confirmArticle(asked)
    },
    async () => {
      if (asked === undefined) throw new Error('nothing was asked')
      expect(good(await world.confirmArticle(asked)).state).toBe('revoked')
      expect(await world.statusOf(asked.certificateId)).toBe('gone')
    },
  )
  expect(count).toBeGreaterThan(20)
}, 120_000)
