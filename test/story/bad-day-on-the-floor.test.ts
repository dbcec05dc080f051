import { runFloor } from '../support/factory-floor.ts'
import { type StoryCloud, startStoryCloud } from '../support/local-cloud.ts'

let story: StoryCloud
beforeAll(async () => {
  story = await startStoryCloud()
}, 120_000)
afterAll(() => story.stop())

// Two hundred devices are in test/deep/story.
test('32 devices over 16 ports, something wrong on every fifth step: all confirmed or told why, and the numbers agree', async () => {
  const report = await runFloor(story, { devices: 32, ports: 16, quantity: 28, strangers: 2, seed: 1, faultShare: 0.2 })
  expect(report.complaints).toEqual([])
  expect(report).toMatchObject({ confirmed: 28, refused: { 'order-exhausted': 2, 'device-of-another-order': 2 } })
  // Had nothing gone wrong, the test would say nothing.
  expect(report.runs).toBeGreaterThan(40)
  expect(report.lostCalls).toBeGreaterThan(10)
}, 240_000)
