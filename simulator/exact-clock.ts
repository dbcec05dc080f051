import type { Clock } from './clock.ts'

/**
 * A clock whose calls see the time at which they were due, and not the later one at which a busy computer came to them:
 * what they time in turn begins there, so that lateness does not add up.
 */
export function exactClock(clock: Clock): Clock {
  let due: number | undefined
  const now = (): number => due ?? clock.now()
  return {
    now,
    after: (ms, run) => {
      const at = now() + ms
      let cancel = (): void => {}
      const fire = (): void => {
        const early = at - clock.now()
        // Node's timers count whole milliseconds and may be early by a part of one; bytes never are.
        if (early > 0) {
          cancel = clock.after(early, fire)
          return
        }
        const before = due
        due = at
        try {
          run()
        } finally {
          due = before
        }
      }
      cancel = clock.after(Math.max(0, at - clock.now()), fire)
      return () => cancel()
    },
  }
}
