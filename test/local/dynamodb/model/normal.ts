/** The same value with sets and unordered lists of items in one order, so that two answers can be compared. */
export const normal = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(normal)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, name === 'SS' && Array.isArray(member) ? member.toSorted() : normal(member)])
      .sort(([a], [b]) => String(a).localeCompare(String(b))),
  )
}

/** Items in an order of their own, for answers that promise none. */
export const unordered = (items: readonly unknown[]): unknown[] =>
  items.map(normal).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
