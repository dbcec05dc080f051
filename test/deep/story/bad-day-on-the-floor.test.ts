import { runFloor } from '../../support/factory-floor.ts'
import { type StoryCloud, startStoryCloud } from '../../support/local-cloud.ts'

let story: StoryCloud
beforeAll(async () => {
  story = await startStoryCloud()
}, 120_000)
afterAll(() => story.stop())

test('200 devices over 16 ports, something wrong on every fifth step: all confirmed or told why, and the numbers agree', async () => {
  const report = await runFloor(story, {
    devices: 200,
    ports: 16,
    quantity: 190,
    strangers: 4,
    seed: 2,
    faultShare: 0.2,
  })
  process.stdout.write(`${JSON.stringify(report)}\n`)
  expect(report.complaints).toEqual([])
  expect(report).toMatchObject({ confirmed: 190, refused: { 'order-exhausted': 6, 'device-of-another-order': 4 } })
})
