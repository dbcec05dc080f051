/** Asks once and remembers the answer for so many milliseconds; a failure is not remembered. */
export const remembered = <T>(ask: () => Promise<T>, milliseconds: number, now: () => number): (() => Promise<T>) => {
  let answer: { value: Promise<T>; until: number } | undefined
  return () => {
    if (answer === undefined || answer.until <= now()) {
      const value = ask()
      answer = { value, until: now() + milliseconds }
      value.catch(() => {
        answer = undefined
      })
    }
    return answer.value
  }
}
