import type { SweepAnswer, SweepRequest } from '../../core/api/sweeps.ts'
import { readSweepMarks } from '../adapters/registry/sweep-marks.ts'
import { deleteOrphans } from './delete-orphans.ts'
import type { SweepDependencies } from './dependencies.ts'
import { findDisagreements } from './find-disagreements.ts'
import { releaseLapsed } from './release-lapsed.ts'
import { switchOff } from './switch-off.ts'

/**
 * Puts right what crashes left behind (DESIGN step 8): lapsed reservations give their unit back, our certificates that came
 * to nothing are deleted, devices that were taken away are out. Other people's certificates are counted and never touched.
 * What its time does not reach is left to the next run.
 */
export const sweep =
  (deps: SweepDependencies) =>
  async ({ dryRun }: SweepRequest): Promise<SweepAnswer> => {
    const marks = await readSweepMarks(deps.table)
    const lapsed = await releaseLapsed(deps, dryRun)
    const switchedOff = await switchOff(deps, dryRun)
    const orphans = await deleteOrphans(deps, dryRun, marks.certificatesUpTo)
    const disagreements = await findDisagreements(deps, dryRun, marks.rowsUpTo)
    const unfinished = [lapsed, switchedOff, orphans, disagreements].some((part) => part.unfinished)
    return { dryRun, ...lapsed, ...switchedOff, ...orphans, ...disagreements, unfinished }
  }
