import type { MintRequest } from '../../core/api/credentials.ts'
import { startMintWorld } from '../support/mint-world.ts'
import { runSchedule } from '../support/schedule.ts'
import { inThisProcess } from '../support/schedule-world.ts'
import { stationRequest } from '../support/unit.ts'

const count = Number(process.env.MINTMARK_SCHEDULES ?? 20)
const first = Number(process.env.MINTMARK_SEED ?? 1)
/** A world is thrown away after so many schedules, so that its account does not grow without end. */
const perWorld = 10

test(`budget, registry and IoT agree after ${count} random schedules of sixteen stations`, async () => {
  const keys: MintRequest[] = await Promise.all(Array.from({ length: 600 }, stationRequest))
  const sum = { acts: 0, kills: 0, refusals: 0 }
  for (let begin = first; begin < first + count; begin += perWorld) {
    const world = await startMintWorld()
    const key = keys.values()
    for (let seed = begin; seed < Math.min(begin + perWorld, first + count); seed += 1) {
      const { complaints, acts, kills, refusals } = await runSchedule(
        inThisProcess(world),
        seed,
        () => key.next().value,
      )
      // The seed is in the message: MINTMARK_SEED=<seed> MINTMARK_SCHEDULES=1 runs it alone.
      expect({ seed, complaints }).toEqual({ seed, complaints: [] })
      sum.acts += acts
      sum.kills += kills
      sum.refusals += refusals
    }
    await world.cloud.stop()
  }
  expect(sum.acts).toBe(count * 64)
  expect(sum.kills).toBeGreaterThan(count)
}, 7_200_000)
