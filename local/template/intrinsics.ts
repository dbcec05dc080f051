import { TemplateError } from './template-error.ts'

/** What intrinsic functions look things up in. Each lookup throws `TemplateError` for a name it does not know. */
export interface Scope {
  /** Stack and place, for messages. */
  where: string
  ref(name: string): unknown
  attribute(logicalId: string, attribute: string): unknown
  condition(name: string): boolean
}

type Intrinsic = (argument: unknown, scope: Scope, name: string) => unknown

/** The value of `AWS::NoValue`: the property that has it is left out. */
export const noValue = Symbol('AWS::NoValue')

const fail = (scope: Scope, name: string, argument: unknown, expected: string): never => {
  throw new TemplateError(`${scope.where}: ${name} needs ${expected}, got ${JSON.stringify(argument)}`)
}

const text = (value: unknown, scope: Scope, name: string): string => {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return fail(scope, name, value, 'a string')
}

const list = (value: unknown, scope: Scope, name: string): unknown[] =>
  Array.isArray(value) ? value : fail(scope, name, value, 'a list')

const items = (argument: unknown, scope: Scope, name: string, count?: number): unknown[] => {
  const values = list(argument, scope, name).map((item) => evaluate(item, scope))
  return count === undefined || values.length === count
    ? values
    : fail(scope, name, argument, `a list of ${count} items`)
}

const isTrue = (value: unknown, scope: Scope): boolean => {
  if (typeof value === 'boolean') return value
  if (typeof value === 'object' && value !== null && 'Condition' in value)
    return scope.condition(text(value.Condition, scope, 'Condition'))
  const result = evaluate(value, scope)
  if (result === true || result === 'true') return true
  if (result === false || result === 'false') return false
  return fail(scope, 'a condition', value, 'something that is true or false')
}

const attributeOf = (path: string, scope: Scope, name: string): unknown => {
  const dot = path.indexOf('.')
  if (dot < 1) return fail(scope, name, path, 'LogicalId.Attribute')
  return scope.attribute(path.slice(0, dot), path.slice(dot + 1))
}

const substitute = (argument: unknown, scope: Scope, name: string): string => {
  const [pattern, variables] = Array.isArray(argument) ? argument : [argument, {}]
  const given = new Map(Object.entries((variables ?? {}) as object))
  return text(pattern, scope, name).replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, inner: string) => {
    if (literal === '!') return `\${${inner}}`
    const key = inner.trim()
    if (given.has(key)) return text(evaluate(given.get(key), scope), scope, name)
    return text(key.includes('.') ? attributeOf(key, scope, name) : scope.ref(key), scope, name)
  })
}

const intrinsics: Record<string, Intrinsic> = {
  Ref: (argument, scope, name) => scope.ref(text(argument, scope, name)),
  'Fn::GetAtt': (argument, scope, name) => {
    if (typeof argument === 'string') return attributeOf(argument, scope, name)
    const [logicalId, attribute] = items(argument, scope, name, 2)
    return scope.attribute(text(logicalId, scope, name), text(attribute, scope, name))
  },
  'Fn::Sub': substitute,
  'Fn::Join': (argument, scope, name) => {
    const [separator, values] = items(argument, scope, name, 2)
    return list(values, scope, name)
      .map((value) => text(value, scope, name))
      .join(text(separator, scope, name))
  },
  'Fn::Select': (argument, scope, name) => {
    const [index, values] = items(argument, scope, name, 2)
    return list(values, scope, name)[Number(index)] ?? fail(scope, name, argument, 'an index inside its list')
  },
  'Fn::Split': (argument, scope, name) => {
    const [separator, value] = items(argument, scope, name, 2)
    return text(value, scope, name).split(text(separator, scope, name))
  },
  'Fn::If': (argument, scope, name) => {
    const [condition, yes, no] = list(argument, scope, name)
    return evaluate(scope.condition(text(condition, scope, name)) ? yes : no, scope)
  },
  'Fn::Equals': (argument, scope, name) => {
    const [left, right] = items(argument, scope, name, 2)
    return text(left, scope, name) === text(right, scope, name)
  },
  'Fn::Not': (argument, scope, name) => !isTrue(list(argument, scope, name)[0], scope),
  'Fn::And': (argument, scope, name) => list(argument, scope, name).every((item) => isTrue(item, scope)),
  'Fn::Or': (argument, scope, name) => list(argument, scope, name).some((item) => isTrue(item, scope)),
  'Fn::Contains': (argument, scope, name) => {
    const [values, value] = items(argument, scope, name, 2)
    return list(values, scope, name).includes(value)
  },
}

/** The intrinsic that `value` calls, if it is a call: `{"Ref": …}` or `{"Fn::…": …}`. */
export const intrinsicOf = (value: object): string | undefined => {
  const keys = Object.keys(value)
  return keys.find((key) => key.startsWith('Fn::')) ?? (keys.length === 1 && keys[0] === 'Ref' ? 'Ref' : undefined)
}

/**
 * The value of a template expression: intrinsic functions replaced by what they say, all else kept as it is.
 * Throws `TemplateError` for an intrinsic, reference or argument that it does not know.
 * Source: CloudFormation User Guide, intrinsic function reference.
 */
export const evaluate = (value: unknown, scope: Scope): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => evaluate(item, scope)).filter((item) => item !== noValue)
  const name = intrinsicOf(value)
  if (name !== undefined) {
    const intrinsic = intrinsics[name]
    if (intrinsic === undefined || Object.keys(value).length > 1)
      throw new TemplateError(
        `${scope.where}: intrinsic ${Object.keys(value).join(' with ')} is not supported by the local cloud`,
      )
    return intrinsic((value as Record<string, unknown>)[name], scope, name)
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, evaluate(item, scope)])
      .filter(([, item]) => item !== noValue),
  )
}
