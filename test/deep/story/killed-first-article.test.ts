import { articleKills } from '../../support/article-kills.ts'
import { type ArticleWorld, startArticleWorld } from '../../support/article-world.ts'

let world: ArticleWorld
let kills: Awaited<ReturnType<typeof articleKills>>
beforeEach(async () => {
  world = await startArticleWorld()
  kills = await articleKills(world)
})
afterEach(() => world.cloud.stop())

test('with a key that the cloud made, what the sweep cannot know for ours is INACTIVE, and nobody holds its key', async () => {
  await kills.everywhere(kills.whole('cloud'), async () => {
    await kills.sweepAfter(2)
    expect(await world.activeCertificates()).toEqual([])
  })
  // Killed right after it was made, and right before it was written down.
  expect(await world.certificateCount()).toBeLessThanOrEqual(2)
}, 120_000)

test('killed anywhere and run again, a first article passes', async () => {
  await kills.everywhere(kills.whole('station'), async (imei) => {
    // A lease of the dead lapses before anybody asks again.
    world.cloud.time.now += 60_000
    await kills.whole('station')(world, imei)
    expect(await world.activeCertificates()).toEqual([])
  })
  await kills.sweepAfter(2)
  expect(await world.certificateCount()).toBe(0)
}, 120_000)
