import { TemplateError } from '../template/template-error.ts'

/** Typed reading of a resource's evaluated properties; a missing or mistyped one is a `TemplateError` that names it. */
export interface Properties {
  all: Readonly<Record<string, unknown>>
  has(name: string): boolean
  text(name: string, fallback?: string): string
  number(name: string, fallback?: number): number
  flag(name: string, fallback: boolean): boolean
  texts(name: string): string[]
  /** A nested object; empty if absent. */
  object(name: string): Properties
  objects(name: string): Properties[]
}

/** Wraps evaluated properties; `where` stands in front of messages. */
export const propertiesOf = (all: Readonly<Record<string, unknown>>, where: string): Properties => {
  const fail = (name: string, expected: string): never => {
    const value = all[name]
    throw new TemplateError(
      value === undefined
        ? `${where}: property ${name} is missing`
        : `${where}: property ${name} must be ${expected}, got ${JSON.stringify(value)}`,
    )
  }
  const list = (name: string): unknown[] => {
    const value = all[name] ?? []
    return Array.isArray(value) ? value : fail(name, 'a list')
  }
  const nested = (value: unknown, name: string): Properties =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? propertiesOf(value as Record<string, unknown>, `${where}, ${name}`)
      : fail(name, 'an object')
  return {
    all,
    has: (name) => all[name] !== undefined,
    text: (name, fallback) => {
      const value = all[name] ?? fallback
      return typeof value === 'string' ? value : fail(name, 'text')
    },
    // CloudFormation takes "30" for 30 and "true" for true.
    number: (name, fallback) => {
      const value = all[name] ?? fallback
      const number = typeof value === 'string' && value !== '' ? Number(value) : value
      return typeof number === 'number' && Number.isFinite(number) ? number : fail(name, 'a number')
    },
    flag: (name, fallback) => {
      const value = all[name] ?? fallback
      if (typeof value === 'boolean') return value
      return value === 'true' ? true : value === 'false' ? false : fail(name, 'true or false')
    },
    texts: (name) => list(name).map((item) => (typeof item === 'string' ? item : fail(name, 'a list of texts'))),
    object: (name) => nested(all[name] ?? {}, name),
    objects: (name) => list(name).map((item) => nested(item, name)),
  }
}
