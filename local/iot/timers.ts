/** Acts that are due later by the clock the service was given, so that a test can jump ahead instead of waiting. */
export const createTimers = (clock: () => number) => {
  let waiting: { at: number; act: () => void }[] = []
  const runDue = () => {
    const now = clock()
    const due = waiting.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at)
    waiting = waiting.filter(({ at }) => at > now)
    for (const { act } of due) act()
  }
  return {
    /** Runs `act` when `delayMs` have passed, at once for 0; never keeps the process alive. */
    later: (delayMs: number, act: () => void) => {
      if (delayMs === 0) return act()
      waiting.push({ at: clock() + delayMs, act })
      setTimeout(runDue, delayMs + 1).unref()
    },
    /** Runs what is due now: for callers that moved their clock. */
    runDue,
  }
}
