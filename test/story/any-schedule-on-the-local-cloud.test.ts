import { startStoryCloud } from '../support/local-cloud.ts'
import { runSchedule } from '../support/schedule.ts'
import { onLocalCloud } from '../support/schedule-on-local-cloud.ts'
import { stationRequest } from '../support/unit.ts'

/** The deep tests take two hundred. */
const count = Number(process.env.MINTMARK_SCHEDULES_ON_CLOUD ?? 2)
const first = Number(process.env.MINTMARK_SEED ?? 1)
/** A cloud is thrown away after so many schedules, so that its account does not grow without end. */
const perCloud = 10

test(`budget, registry and IoT agree after ${count} random schedules of the deployed functions`, async () => {
  const keys = await Promise.all(Array.from({ length: Math.min(count, perCloud) * 60 }, stationRequest))
  let kills = 0
  for (let begin = first; begin < first + count; begin += perCloud) {
    const story = await startStoryCloud()
    const world = await onLocalCloud(story, story.userWith('rework', 'station'))
    const key = keys.values()
    try {
      for (let seed = begin; seed < Math.min(begin + perCloud, first + count); seed += 1) {
        const outcome = await runSchedule(world, seed, () => key.next().value)
        // The seed is in the message, though the order of what happens at the same time is the machine's.
        expect({ seed, complaints: outcome.complaints }).toEqual({ seed, complaints: [] })
        kills += outcome.kills
      }
    } finally {
      world.stop()
      await story.stop()
    }
    // An hour's run says how far it is.
    const done = Math.min(begin + perCloud, first + count) - first
    if (count >= 50) process.stdout.write(`${JSON.stringify({ first, done, of: count, kills })}\n`)
  }
  expect(kills).toBeGreaterThan(0)
}, 7_200_000)
