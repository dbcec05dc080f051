import type { FoundPort } from './list-ports.ts'

/** Sixteen slots look for their ports every second; listing them asks the whole system, so once a second is enough. */
export const portCache = (
  list: () => Promise<FoundPort[]>,
  now: () => number,
  maxAgeMs = 900,
): (() => Promise<FoundPort[]>) => {
  let last: { at: number; ports: Promise<FoundPort[]> } | undefined
  return () => {
    if (!last || now() - last.at > maxAgeMs) last = { at: now(), ports: list() }
    return last.ports
  }
}
