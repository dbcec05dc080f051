import { keySourceWays, killAndRestart, killPoints } from '../../support/kill-matrix.ts'
import { type StoryCloud, startStoryCloud } from '../../support/local-cloud.ts'

let story: StoryCloud
beforeAll(async () => {
  story = await startStoryCloud()
}, 120_000)
afterAll(() => story.stop())

test('killed at every journal line and every AT command of a flash, each key source: the next agent finishes', async () => {
  const complaints: string[] = []
  let killed = 0
  for (const [source, firmware] of keySourceWays) {
    const points = await killPoints(story, source, firmware)
    for (const point of points) complaints.push(...(await killAndRestart(story, source, firmware, point)))
    killed += points.length
    process.stdout.write(`${source}: ${points.length} kill points\n`)
  }
  process.stdout.write(`${killed} kill points in all, ${complaints.length} complaints\n`)
  expect(complaints).toEqual([])
  expect(killed).toBeGreaterThan(90)
})
