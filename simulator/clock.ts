/** Time as a parameter, so that a test decides when things happen. */
export interface Clock {
  /** Milliseconds since 1970, with their fraction; only goes forward. */
  now(): number
  /** Runs something later; the answer cancels it. */
  after(ms: number, run: () => void): () => void
}

/** Node's timers wait a millisecond at least: three bytes at 115200 baud take a quarter of one. */
const shortestTimerMs = 0.5

export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  after: (ms, run) => {
    if (ms < shortestTimerMs) {
      const soon = setImmediate(run)
      return () => clearImmediate(soon)
    }
    const timer = setTimeout(run, Math.round(ms))
    timer.unref()
    return () => clearTimeout(timer)
  },
}
