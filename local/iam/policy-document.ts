import { knownConditionKeys, parseOperator } from './conditions.ts'

/** One statement of a policy document, every element a list. */
export interface Statement {
  sid?: string
  effect: 'Allow' | 'Deny'
  actions: readonly string[]
  /** `actions` are those that the statement does *not* cover. */
  notActions: boolean
  resources: readonly string[]
  notResources: boolean
  /** Only in resource policies and trust policies; `*` for everybody. */
  principals?: readonly { type: 'AWS' | 'Service' | '*'; value: string }[]
  condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  /** Where the statement stands, for messages: `role R, policy P, statement 2`. */
  origin: string
}

/** A policy document that the local cloud cannot judge as IAM would. */
export class PolicyError extends Error {
  override name = 'PolicyError'
}

const elements = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'Condition']

const texts = (value: unknown, what: string): string[] => {
  const list = Array.isArray(value) ? value : [value]
  for (const item of list) {
    if (typeof item !== 'string') throw new PolicyError(`${what} must be text, got ${JSON.stringify(item)}`)
    if (item.includes('${'))
      throw new PolicyError(`${what}: policy variables (${item}) are not supported by the local cloud`)
  }
  return list
}

const principalsOf = (value: unknown, origin: string): Statement['principals'] => {
  if (value === undefined) return undefined
  if (value === '*') return [{ type: '*', value: '*' }]
  return Object.entries(value as Record<string, unknown>).flatMap(([type, values]) => {
    if (type !== 'AWS' && type !== 'Service')
      throw new PolicyError(`${origin}: principals of the type ${type} are not supported by the local cloud`)
    return texts(values, `${origin}, Principal`).map(
      (item) => ({ type: item === '*' ? '*' : type, value: item }) as const,
    )
  })
}

const conditionOf = (value: unknown, origin: string): Statement['condition'] =>
  Object.fromEntries(
    Object.entries((value ?? {}) as Record<string, Record<string, unknown>>).map(([operator, keys]) => {
      if (parseOperator(operator) === undefined)
        throw new PolicyError(`${origin}: condition operator ${operator} is not supported by the local cloud`)
      const entries = Object.entries(keys).map(([key, wanted]) => {
        if (!knownConditionKeys.has(key.toLowerCase()))
          throw new PolicyError(`${origin}: condition key ${key} is not supported by the local cloud`)
        const list = (Array.isArray(wanted) ? wanted : [wanted]).map((item) => String(item))
        return [key, texts(list, `${origin}, condition key ${key}`)] as const
      })
      return [operator, Object.fromEntries(entries)]
    }),
  )

const statementOf = (raw: Record<string, unknown>, origin: string): Statement => {
  const unknown = Object.keys(raw).find((key) => !elements.includes(key))
  if (unknown !== undefined) throw new PolicyError(`${origin}: element ${unknown} is not supported by the local cloud`)
  const { Sid: sid, Effect: effect } = raw
  if (effect !== 'Allow' && effect !== 'Deny')
    throw new PolicyError(`${origin}: Effect must be Allow or Deny, got ${JSON.stringify(effect)}`)
  if ((raw.Action === undefined) === (raw.NotAction === undefined))
    throw new PolicyError(`${origin}: needs either Action or NotAction`)
  const principals = principalsOf(raw.Principal, origin)
  return {
    ...(typeof sid === 'string' ? { sid } : {}),
    effect,
    actions: texts(raw.Action ?? raw.NotAction, `${origin}, Action`),
    notActions: raw.NotAction !== undefined,
    // A trust policy has no Resource: it speaks about the role that carries it.
    resources: texts(raw.Resource ?? raw.NotResource ?? '*', `${origin}, Resource`),
    notResources: raw.NotResource !== undefined,
    ...(principals === undefined ? {} : { principals }),
    condition: conditionOf(raw.Condition, origin),
    origin,
  }
}

/**
 * Reads a policy document (object or JSON text). Throws `PolicyError`, naming `origin` and the element, for anything that
 * `decide` could not judge as IAM does: an unknown element, operator, condition key, principal type or policy variable.
 */
export const parsePolicy = (document: unknown, origin: string): Statement[] => {
  const { Statement: raw, ...rest } = (typeof document === 'string' ? JSON.parse(document) : document) as Record<
    string,
    unknown
  >
  const unknown = Object.keys(rest).find((key) => key !== 'Version' && key !== 'Id')
  if (unknown !== undefined) throw new PolicyError(`${origin}: element ${unknown} is not supported by the local cloud`)
  if (raw === undefined) throw new PolicyError(`${origin}: has no Statement`)
  const statements = (Array.isArray(raw) ? raw : [raw]) as Record<string, unknown>[]
  return statements.map((statement, index) =>
    statementOf(statement, `${origin}, statement ${statement.Sid ?? index + 1}`),
  )
}
