import { memoryCloud } from './memory-cloud.ts'
import { memoryStore } from './memory-store.ts'
import { makeIdentity, mintWorldOn } from './mint-world.ts'
import { seeded } from './schedule.ts'
import { inThisProcess, type ScheduleWorld } from './schedule-world.ts'

/** Makes a world of its own for each seed, so that a seed alone names what happened; what all have in common is made once. */
export const memoryWorlds = async () => {
  const common = memoryStore()
  const first = memoryCloud(common, () => 0)
  await makeIdentity(first.newClients())
  // Issuing one makes the authority, whose key takes a tenth of a second.
  await first.rootCaPem()
  await first.stop()
  return (seed: number, tableOf?: Parameters<typeof memoryCloud>[2]): ScheduleWorld => {
    const cloud = memoryCloud(memoryStore(common), seeded(seed ^ 0x5eed), tableOf)
    const world = mintWorldOn(cloud)
    return { ...inThisProcess(world, cloud.quiet), certificates: world.certificates }
  }
}
