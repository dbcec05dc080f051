/** An event pattern: nested like the event, with a list of matchers at each leaf. */
export interface EventPattern {
  [field: string]: EventPattern | readonly Matcher[]
}

type Literal = string | number | boolean | null
type Matcher = Literal | { prefix: string } | { exists: boolean } | { 'anything-but': Literal | readonly Literal[] }

const isLiteral = (value: unknown): value is Literal =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value)

/** What each matcher may be asked for; AWS's `anything-but` also takes other matchers, which would match everything here. */
const takes: Record<string, (value: unknown) => boolean> = {
  prefix: (value) => typeof value === 'string',
  exists: (value) => typeof value === 'boolean',
  'anything-but': (value) => (Array.isArray(value) ? value.length > 0 && value.every(isLiteral) : isLiteral(value)),
}

const isMatcher = (value: unknown): value is Matcher => {
  if (isLiteral(value)) return true
  const [[name, argument] = ['', undefined], ...more] = Object.entries(value as object)
  return more.length === 0 && takes[name]?.(argument) === true
}

/** Throws, naming the field, for a pattern that the local cloud would only half understand. */
export const checkPattern = (pattern: unknown, field = 'the pattern'): EventPattern => {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern) || Object.keys(pattern).length === 0)
    throw new Error(`Event pattern is not valid: ${field} is no object with at least one field`)
  for (const [name, value] of Object.entries(pattern)) {
    if (!Array.isArray(value)) {
      checkPattern(value, name)
      continue
    }
    const unknown = value.find((matcher) => !isMatcher(matcher))
    if (value.length === 0 || unknown !== undefined)
      throw new Error(
        `Event pattern is not valid: ${name} has ${JSON.stringify(unknown ?? [])}; the local cloud knows literals, ${Object.keys(takes).join(', ')}`,
      )
  }
  return pattern as EventPattern
}

const matchesOne = (matcher: Matcher, value: unknown): boolean => {
  if (typeof matcher !== 'object' || matcher === null) return value === matcher
  if ('exists' in matcher) return (value !== undefined) === matcher.exists
  if (value === undefined) return false
  if ('prefix' in matcher) return typeof value === 'string' && value.startsWith(matcher.prefix)
  return ![matcher['anything-but']].flat().includes(value as Literal)
}

/** Whether an event has what a pattern asks for (EventBridge User Guide, "Creating event patterns"); a list matches by any of its values. */
export const matchesPattern = (pattern: EventPattern, event: unknown): boolean =>
  Object.entries(pattern).every(([name, wanted]) => {
    const value = typeof event === 'object' && event !== null ? (event as Record<string, unknown>)[name] : undefined
    if (!Array.isArray(wanted)) return matchesPattern(wanted as EventPattern, value)
    const values = Array.isArray(value) ? value : [value]
    return wanted.some((matcher: Matcher) => values.some((each) => matchesOne(matcher, each)))
  })
