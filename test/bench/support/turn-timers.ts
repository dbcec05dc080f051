import type { Timers } from '../../../bench/timers.ts'

/**
 * Time for a modem in this process, which answers within a few turns of the event loop or not at all: what is due fires
 * once nothing has come for so many turns. However busy the machine is, silence takes no time and is never mistaken.
 */
export const turnTimers = (turns = 60): Timers => {
  let now = 0
  let turn = 0
  let running = false
  let calls: { at: number; since: number; call: () => void }[] = []
  const run = async (): Promise<void> => {
    while (calls.length > 0) {
      await new Promise((resolve) => setImmediate(resolve))
      turn++
      const due = calls.reduce<(typeof calls)[number] | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined)
      if (!due || turn - due.since < turns) continue
      calls = calls.filter((other) => other !== due)
      now = Math.max(now, due.at)
      due.call()
    }
    running = false
  }
  return {
    now: () => now,
    after(ms, call) {
      const entry = { at: now + ms, since: turn, call }
      calls.push(entry)
      if (!running) {
        running = true
        void run()
      }
      return () => {
        calls = calls.filter((other) => other !== entry)
      }
    },
  }
}
