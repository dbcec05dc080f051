/** Looks up a policy variable: its value, its values, undefined when this connection has none; throws `UnknownVariable` for a name it does not know. */
export type Resolve = (name: string) => string | string[] | undefined

/** A policy variable or operator that the local IoT Core cannot judge. */
export class UnknownInPolicy extends Error {}

/** A variable that this connection gives no value; a statement that needs it does not match (reference 5.2). */
export class MissingValue extends Error {
  readonly variable: string
  constructor(variable: string) {
    super(`no value for ${variable}`)
    this.variable = variable
  }
}

const escapes = new Set(['*', '?', '$'])

/**
 * Whether `text` fits a policy pattern: `*` any run, `?` one character, `${…}` a variable whose value stands for itself.
 * MQTT's `+` and `#` are plain characters here (reference 5.1). Throws `MissingValue` or `UnknownInPolicy`.
 */
export const matchesPattern = (pattern: string, text: string, resolve: Resolve, wildcards = true): boolean => {
  const source = pattern
    .split(/(\$\{[^}]*\})/)
    .map((part) => {
      const name = /^\$\{([^}]*)\}$/.exec(part)?.[1]
      if (name === undefined) return wildcards ? wildcardSource(part) : literal(part)
      return literal(escapes.has(name) ? name : valueFor(name, resolve))
    })
    .join('')
  return new RegExp(`^${source}$`, 's').test(text)
}

const valueFor = (name: string, resolve: Resolve): string => {
  const value = resolve(name)
  if (typeof value === 'string') return value
  throw new MissingValue(name)
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

const wildcardSource = (text: string): string => literal(text).replaceAll('\\*', '.*').replaceAll('\\?', '.')
