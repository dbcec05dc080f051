/** Values as the document client gives them: text, numbers, booleans, null, sets of text, lists and maps; nothing else is in the registry. */
export type Row = Record<string, unknown>
export type ValueType = 'S' | 'N' | 'BOOL' | 'NULL' | 'SS' | 'L' | 'M'

export const typeOf = (value: unknown): ValueType => {
  if (typeof value === 'string') return 'S'
  if (typeof value === 'number') return 'N'
  if (typeof value === 'boolean') return 'BOOL'
  if (value === null) return 'NULL'
  if (value instanceof Set) return 'SS'
  if (Array.isArray(value)) return 'L'
  if (typeof value === 'object') return 'M'
  throw new Error(`The memory table holds no ${typeof value}`)
}

/** A copy that shares nothing, without members that are undefined, as the document client leaves them out. */
export const copy = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Set) return new Set(value) as T
  if (Array.isArray(value)) return value.map(copy) as T
  const result: Row = {}
  for (const [name, member] of Object.entries(value)) if (member !== undefined) result[name] = copy(member)
  return result as T
}

export const isSame = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (a === undefined || b === undefined || typeOf(a) !== typeOf(b)) return false
  if (a instanceof Set && b instanceof Set) return a.size === b.size && [...a].every((element) => b.has(element))
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isSame((a as Row)[name], (b as Row)[name]))
  )
}

/** Negative, zero or positive for two texts (by their UTF-8) or two numbers; undefined for anything else. */
export const orderOf = (a: unknown, b: unknown): number | undefined => {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return undefined
}
