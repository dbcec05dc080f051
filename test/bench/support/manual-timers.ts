import type { Timers } from '../../../bench/timers.ts'

export interface ManualTimers extends Timers {
  /** Moves time on, calling what falls due in order, with everything it sets off in between. */
  advance(ms: number): Promise<void>
}

/** Lets streams and promises finish what they have begun. */
export const settle = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve))
}

export const manualTimers = (): ManualTimers => {
  let now = 0
  let calls: { at: number; call: () => void }[] = []
  return {
    now: () => now,
    after(ms, call) {
      const entry = { at: now + ms, call }
      calls.push(entry)
      return () => {
        calls = calls.filter((other) => other !== entry)
      }
    },
    async advance(ms) {
      const end = now + ms
      for (;;) {
        await settle()
        const due = calls.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (!due) break
        calls = calls.filter((other) => other !== due)
        now = due.at
        due.call()
      }
      now = end
    },
  }
}
