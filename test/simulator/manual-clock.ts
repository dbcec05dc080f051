import type { Clock } from '../../simulator/clock.ts'

export interface ManualClock extends Clock {
  /** Lets time pass, running what falls due in order. */
  advance(ms: number): void
}

export function manualClock(start = Date.UTC(2026, 0, 1)): ManualClock {
  let now = start
  const due: { at: number; run: () => void }[] = []
  return {
    now: () => now,
    after: (ms, run) => {
      const entry = { at: now + ms, run }
      due.push(entry)
      return () => {
        const index = due.indexOf(entry)
        if (index >= 0) due.splice(index, 1)
      }
    },
    advance: (ms) => {
      const end = now + ms
      for (;;) {
        const [next] = due.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)
        if (!next) break
        due.splice(due.indexOf(next), 1)
        now = next.at
        next.run()
      }
      now = end
    },
  }
}
