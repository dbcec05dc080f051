import { keySourceWays, killAndRestart, killPoints } from '../support/kill-matrix.ts'
import { type StoryCloud, startStoryCloud } from '../support/local-cloud.ts'

let story: StoryCloud
beforeAll(async () => {
  story = await startStoryCloud()
}, 120_000)
afterAll(() => story.stop())

// Every point is in test/deep/story; here, for each key source, one of every kind, in the middle of the work.
test.each(keySourceWays)(
  'with a %s key (%s), an agent that is killed leaves a unit that the next one finishes',
  async (source, firmware) => {
    const points = await killPoints(story, source, firmware)
    expect(points.length).toBeGreaterThan(30)
    for (const at of ['line', 'command-done', 'command-lost'] as const) {
      const ofKind = points.filter((point) => point.at === at)
      const point = ofKind[Math.floor(ofKind.length * 0.6)]
      expect(point && (await killAndRestart(story, source, firmware, point))).toEqual([])
    }
  },
  120_000,
)
