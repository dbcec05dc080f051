/** Time as a parameter, so that a test decides when things happen. */
export interface Clock {
  /** Milliseconds since 1970, with their fraction; only goes forward. */
  now(): number
  /** Runs something later; the answer cancels it. */
  after(ms: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, Math.ceil(ms))
    timer.unref()
    return () => clearTimeout(timer)
  },
}
