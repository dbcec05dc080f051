const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, canonical(inner)]),
  )
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Whether two policy documents say the same, whatever their white space and the order of their keys. */
export const isSameDocument = (one: string, other: string): boolean =>
  JSON.stringify(canonical(parsed(one))) === JSON.stringify(canonical(parsed(other)))
