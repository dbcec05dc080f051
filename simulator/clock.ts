/** Time as a parameter, so that a test decides when things happen. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs something later; the answer cancels it. */
  after(ms: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
