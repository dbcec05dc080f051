export interface ThrottleSettings {
  ratePerSecond: number
  burst: number
}

/** A token bucket in the time of the given clock (API Gateway Developer Guide, "Throttle requests"). */
export const createThrottle = ({ ratePerSecond, burst }: ThrottleSettings, clock: () => number) => {
  let tokens = burst
  let filledAt = clock()
  return {
    /** Whether one more request may pass now. */
    take: (): boolean => {
      const now = clock()
      tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * ratePerSecond)
      filledAt = now
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
