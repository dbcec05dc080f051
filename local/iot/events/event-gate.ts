/** Lets events through, or, on demand, twice, later, or in another order: AWS promises none of once, now and in order (reference 6.2). */
export interface EventGate {
  pass(event: () => void): void
  /** The next `count` events are published twice. */
  duplicate(count?: number): void
  /** Events wait from now on. */
  hold(): void
  /** Lets the waiting events go, shuffled when asked, and stops holding. */
  release(options?: { shuffle?: boolean }): void
  /** How many wait. */
  held(): number
}

export const createEventGate = (random: (bytes: number) => Uint8Array): EventGate => {
  let twice = 0
  let waiting: (() => void)[] | undefined
  const publish = (event: () => void) => {
    if (waiting === undefined) event()
    else waiting.push(event)
  }
  return {
    pass: (event) => {
      publish(event)
      if (twice === 0) return
      twice -= 1
      publish(event)
    },
    duplicate: (count = 1) => {
      twice += count
    },
    hold: () => {
      waiting ??= []
    },
    release: ({ shuffle = false } = {}) => {
      const events = waiting ?? []
      waiting = undefined
      for (const event of shuffle ? shuffled(events, random) : events) event()
    },
    held: () => waiting?.length ?? 0,
  }
}

/** Fisher-Yates over random bytes; two or more events never stay in the order they had. */
const shuffled = <T>(items: T[], random: (bytes: number) => Uint8Array): T[] => {
  const result = [...items]
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = Buffer.from(random(4)).readUInt32BE() % (index + 1)
    const [a, b] = [result[index], result[other]]
    if (a === undefined || b === undefined) continue
    result[index] = b
    result[other] = a
  }
  return result.every((item, index) => item === items[index]) ? result.reverse() : result
}
