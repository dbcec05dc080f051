import type { MintRequest } from '../../core/api/credentials.ts'
import { createDynamoDb } from '../../local/dynamodb/create-dynamo-db.ts'
import { registryTable } from '../../scripts/benchmarks/registry/registry-table.ts'
import { memoryWorlds } from '../support/memory-mint-world.ts'
import { mirrored } from '../support/memory-table/mirrored.ts'
import { startMintWorld } from '../support/mint-world.ts'
import { runSchedule } from '../support/schedule.ts'
import { inThisProcess, type ScheduleWorld } from '../support/schedule-world.ts'
import { stationRequest } from '../support/unit.ts'
import { documentClientOn } from '../support/use-case-cloud.ts'

/** The deep tests take ten thousand. */
const count = Number(process.env.MINTMARK_SCHEDULES ?? 60)
const first = Number(process.env.MINTMARK_SEED ?? 1)
/** How many run on the engine behind real SDK clients, and how many on both tables at once. */
const [onEngine, onBoth] = [5, 3]

let keys: MintRequest[]
beforeAll(async () => {
  keys = await Promise.all(Array.from({ length: 80 }, stationRequest))
})

/** The seed is in the message: MINTMARK_SEED=<seed> MINTMARK_SCHEDULES=1 runs it alone. */
const runAll = async (seeds: number, worldOf: (seed: number) => ScheduleWorld) => {
  const sum = { acts: 0, kills: 0, refusals: 0 }
  for (let seed = first; seed < first + seeds; seed += 1) {
    const key = keys.values()
    const { complaints, ...done } = await runSchedule(worldOf(seed), seed, () => key.next().value)
    expect({ seed, complaints }).toEqual({ seed, complaints: [] })
    for (const name of ['acts', 'kills', 'refusals'] as const) sum[name] += done[name]
  }
  expect(sum.acts).toBe(seeds * 64)
  expect(sum.kills).toBeGreaterThan(seeds)
  return sum
}

test(`budget, registry and IoT agree after ${count} random schedules of sixteen stations`, async () => {
  const worldOf = await memoryWorlds()
  const started = Date.now()
  const sum = await runAll(count, worldOf)
  const seconds = Math.round((Date.now() - started) / 1000)
  if (count >= 1000) process.stdout.write(`${JSON.stringify({ seeds: [first, first + count - 1], ...sum, seconds })}\n`)
}, 14_400_000)

test(`and after ${onEngine} of them on the engine`, async () => {
  const world = await startMintWorld()
  await runAll(onEngine, () => inThisProcess(world))
  await world.cloud.stop()
})

test(`in ${onBoth} of them the table in memory answers every command as the engine does`, async () => {
  const worldOf = await memoryWorlds()
  const tables: ReturnType<typeof mirrored>[] = []
  for (let seed = first; seed < first + onBoth; seed += 1) {
    const time = { now: () => 0 }
    const place = { region: 'eu-west-1', accountId: '123456789012' }
    const engine = await createDynamoDb({ clock: () => time.now(), ...place })
    await engine.createTable(registryTable())
    const key = keys.values()
    const world = worldOf(seed, (table, clock) => {
      time.now = clock
      const both = mirrored(documentClientOn(engine).document, table)
      tables.push(both)
      return both
    })
    const { complaints } = await runSchedule(world, seed, () => key.next().value)
    expect({ seed, complaints }).toEqual({ seed, complaints: [] })
    await engine.close()
  }
  expect(tables.reduce((sum, { compared }) => sum + compared(), 0)).toBeGreaterThan(100 * onBoth)
})
