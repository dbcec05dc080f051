/** Remembers the answers of a pure function by its text. Bounded, because the texts come from outside. */
export function remember<T>(answer: (text: string) => T, atMost = 1000): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined || known.has(text)) return before as T
    const made = answer(text)
    if (known.size >= atMost) known.clear()
    known.set(text, made)
    return made
  }
}
