/** Acts that are due later by the service's own clock; a test moves its clock and calls `runDue` instead of waiting. */
export interface Scheduler {
  /** Runs `act` once `delayMs` have passed; the answer cancels it. Never keeps the process alive by itself. */
  after(delayMs: number, act: () => void): () => void
  /** Runs what is due now: for callers that moved their clock. */
  runDue(): void
  /** Forgets everything that waits and leaves no timer behind. */
  stop(): void
}

interface Waiting {
  at: number
  act: () => void
  timer: NodeJS.Timeout
}

export const createScheduler = (clock: () => number): Scheduler => {
  const waiting = new Set<Waiting>()
  const cancel = (entry: Waiting): boolean => {
    clearTimeout(entry.timer)
    return waiting.delete(entry)
  }
  const runDue = () => {
    const now = clock()
    for (const entry of [...waiting].sort((a, b) => a.at - b.at)) if (entry.at <= now && cancel(entry)) entry.act()
  }
  return {
    after: (delayMs, act) => {
      // One millisecond late, because a timer may fire a fraction of one early.
      const entry = { at: clock() + delayMs, act, timer: setTimeout(runDue, delayMs + 1).unref() }
      waiting.add(entry)
      return () => void cancel(entry)
    },
    runDue,
    stop: () => {
      for (const entry of [...waiting]) cancel(entry)
    },
  }
}
