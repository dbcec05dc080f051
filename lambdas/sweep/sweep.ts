import type { SweepAnswer, SweepRequest } from '../../core/api/sweeps.ts'
import { deleteOrphans } from './delete-orphans.ts'
import type { SweepDependencies } from './dependencies.ts'
import { releaseLapsed } from './release-lapsed.ts'
import { switchOff } from './switch-off.ts'

/**
 * Puts right what crashes left behind (DESIGN step 8): lapsed reservations give their unit back, our certificates that came
 * to nothing are deleted, devices that were taken away are out. Other people's certificates are counted and never touched.
 */
export const sweep =
  (deps: SweepDependencies) =>
  async ({ dryRun }: SweepRequest): Promise<SweepAnswer> => {
    const lapsed = await releaseLapsed(deps, dryRun)
    const orphans = await deleteOrphans(deps, dryRun)
    const switchedOff = await switchOff(deps, dryRun)
    return { dryRun, ...lapsed, ...orphans, ...switchedOff }
  }
