import { reasonOf } from '../failures/reason-of.ts'
import { systemTimers, type Timers, wait } from '../timers.ts'

/** Windows lends a file to virus scanners and indexers, and then refuses to move or delete it for some milliseconds. */
const passing = ['EPERM', 'EBUSY', 'EACCES']
const tries = 6

/** Does something to a file, and does it again while somebody else seems to look at that file; 0.6 s at most. */
export const patiently = async <Result>(act: () => Promise<Result>, timers: Timers = systemTimers): Promise<Result> => {
  for (let left = tries; ; left--) {
    try {
      return await act()
    } catch (error) {
      if (left === 1 || !passing.includes(reasonOf(error))) throw error
      await wait(timers, 20 * 2 ** (tries - left))
    }
  }
}
