import type { SweepAnswer, SweepRequest } from '../../core/api/sweeps.ts'
import { moveSweepMark, readSweepMarks } from '../adapters/registry/sweep-marks.ts'
import { deleteOrphans } from './delete-orphans.ts'
import { type SweepDependencies, untouchable, window } from './dependencies.ts'
import { endArticles } from './end-articles.ts'
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
    // A clock that was ahead once must not blind the sweep until that time comes.
    const past = (mark = deps.now() - window) => Math.min(mark, deps.now() - untouchable)
    const [certificatesUpTo, rowsUpTo] = [past(marks.certificatesUpTo), past(marks.rowsUpTo)]
    const lapsed = await releaseLapsed(deps, dryRun)
    const switchedOff = await switchOff(deps, dryRun, rowsUpTo)
    const ended = await endArticles(deps, dryRun)
    const orphans = await deleteOrphans(deps, dryRun, certificatesUpTo)
    const disagreements = await findDisagreements(deps, rowsUpTo)
    const rowsAreDone = !switchedOff.unfinished && !disagreements.unfinished
    if (!dryRun && rowsAreDone) await moveSweepMark(deps.table, 'rowsUpTo', deps.now() - untouchable)
    const unfinished = [lapsed, switchedOff, ended, orphans, disagreements].some((part) => part.unfinished)
    return { dryRun, ...lapsed, ...switchedOff, ...ended, ...orphans, ...disagreements, unfinished }
  }
