/** Runs one act at a time, in the order asked. */
export type Serialise = <R>(act: () => Promise<R>) => Promise<R>

export const createLock = (): Serialise => {
  let last: Promise<unknown> = Promise.resolve()
  return (act) => {
    const run = last.then(act)
    last = run.catch(() => undefined)
    return run
  }
}
