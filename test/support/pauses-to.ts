import type { Timers } from '../../bench/timers.ts'

/** The bench's limit for one call of the cloud; what is shorter is a pause before it asks again. */
const callLimitMs = 10_000

/** The clock of a bench that tells `onPause` how long it would wait for the cloud, instead of waiting. */
export const pausesTo = (onPause: (ms: number) => Promise<void> | void): Timers => {
  let now = 0
  return {
    now: () => now,
    after: (ms, call) => {
      if (ms >= callLimitMs) return () => {}
      now += ms
      void Promise.resolve(onPause(ms)).then(call)
      return () => {}
    },
  }
}
