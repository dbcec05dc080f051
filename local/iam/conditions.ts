import { matchesArn, matchesWildcard } from './wildcard.ts'

/** Values of IAM condition keys for one request. */
export type ConditionContext = Readonly<Record<string, string | readonly string[] | boolean | undefined>>

type Operator = (wanted: string, got: string) => boolean

const sameText: Operator = (wanted, got) => wanted === got
const sameLetters: Operator = (wanted, got) => wanted.toLowerCase() === got.toLowerCase()

const operators: Record<string, Operator> = {
  StringEquals: sameText,
  StringEqualsIgnoreCase: sameLetters,
  StringLike: matchesWildcard,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: sameLetters,
  NumericEquals: (wanted, got) => Number(wanted) === Number(got),
  NumericLessThan: (wanted, got) => Number(got) < Number(wanted),
  NumericLessThanEquals: (wanted, got) => Number(got) <= Number(wanted),
  NumericGreaterThan: (wanted, got) => Number(got) > Number(wanted),
  NumericGreaterThanEquals: (wanted, got) => Number(got) >= Number(wanted),
}

const negated: Record<string, string> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
}

/** Keys that a service of the local cloud (or its front door) sets; a condition on any other could never be judged rightly. */
export const knownConditionKeys: ReadonlySet<string> = new Set(
  [
    'aws:PrincipalAccount',
    'aws:PrincipalArn',
    'aws:RequestedRegion',
    'aws:SecureTransport',
    'aws:SourceAccount',
    'aws:SourceArn',
    'cloudwatch:namespace',
    'dynamodb:EnclosingOperation',
    'dynamodb:LeadingKeys',
    'dynamodb:ReturnValues',
    'dynamodb:Select',
    'events:detail-type',
    'events:source',
    'iot:IncludeSocketInformation',
    'iot:thingArn',
    'kms:RequestAlias',
  ].map((key) => key.toLowerCase()),
)

interface ParsedOperator {
  quantifier: '' | 'ForAllValues' | 'ForAnyValue'
  name: string
  isNegated: boolean
  ifExists: boolean
}

/** Splits `ForAllValues:StringNotLikeIfExists` into its parts; undefined for an operator that nobody implements here. */
export const parseOperator = (text: string): ParsedOperator | undefined => {
  const [, quantifier = '', body = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.+)$/.exec(text) ?? []
  const ifExists = body.endsWith('IfExists') && body !== 'IfExists'
  const plain = ifExists ? body.slice(0, -'IfExists'.length) : body
  const name = negated[plain] ?? plain
  if (name !== 'Null' && operators[name] === undefined) return undefined
  return { quantifier: quantifier as ParsedOperator['quantifier'], name, isNegated: plain in negated, ifExists }
}

const contextValue = (context: ConditionContext, key: string): string[] | undefined => {
  const found = Object.keys(context).find((name) => name.toLowerCase() === key.toLowerCase())
  const value = found === undefined ? undefined : context[found]
  if (value === undefined) return undefined
  return Array.isArray(value) ? [...value] : [String(value)]
}

const holds = (text: string, key: string, wanted: readonly string[], context: ConditionContext): boolean => {
  const operator = parseOperator(text)
  if (operator === undefined) throw new Error(`condition operator ${text} was not checked before its use`)
  const got = contextValue(context, key)
  if (operator.name === 'Null') return wanted.includes(String(got === undefined))
  const compare = operators[operator.name] ?? sameText
  const matchesOne = (value: string) => wanted.some((item) => compare(item, value)) !== operator.isNegated
  if (operator.quantifier === 'ForAllValues') return (got ?? []).every(matchesOne)
  if (got === undefined || got.length === 0) return operator.ifExists || operator.isNegated
  return operator.quantifier === 'ForAnyValue' ? got.some(matchesOne) : got.every(matchesOne)
}

/**
 * Whether every operator and key of a statement's `Condition` holds; several values of one key are alternatives.
 * Source: IAM User Guide, "Condition operators" and "Multivalued context keys".
 */
export const conditionHolds = (
  condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
  context: ConditionContext,
): boolean =>
  Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, key, wanted, context)),
  )
