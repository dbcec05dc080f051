import type { Feature } from './target.ts'

/** Registers a case that needs a feature of the target. */
export type Judge = (feature: Feature, title: string, act: () => Promise<void>) => void

/**
 * Cases on a target that lacks some features. Such a case is run all the same and must fail: when it passes, the gap
 * is closed and has to go from the list.
 */
export const judgeWithout =
  (target: string, lacks: readonly Feature[]): Judge =>
  (feature, title, act) => {
    if (!lacks.includes(feature)) test(title, act)
    else
      test(`not judged by ${target} (${feature}): ${title}`, async () => {
        const failed = await act().then(
          () => false,
          () => true,
        )
        if (!failed) throw new Error(`${target} has '${feature}' now: take it out of the list of what it lacks.`)
      })
  }
