/** Lets those who wait go on one at a time, in the order that `random` says; each goes as far as its next wait. */
export const createTurns = (random: () => number) => {
  const waiting: (() => void)[] = []
  const quiet: (() => void)[] = []
  let running = false
  const step = () => {
    const [next] = waiting.splice(Math.floor(random() * waiting.length), 1)
    if (next === undefined) {
      running = false
      for (const tell of quiet.splice(0)) tell()
      return
    }
    next()
    // By then everything that this one set off has come to its next wait.
    setImmediate(step)
  }
  return {
    next: () =>
      new Promise<void>((go) => {
        waiting.push(go)
        if (running) return
        running = true
        setImmediate(step)
      }),
    /** Resolves when nobody waits. */
    quiet: () => new Promise<void>((tell) => (running ? void quiet.push(tell) : tell())),
  }
}
