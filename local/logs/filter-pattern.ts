import { invalidParameter } from './errors.ts'

export type Matches = (message: string) => boolean

/**
 * A filter pattern of terms (`ERROR "exact phrase" ?either ?or -not`) or of a JSON event (`{ $.a.b = "x*" && $.n > 3 }`).
 * Regular expressions, space-delimited patterns and parentheses are refused.
 * Source: CloudWatch Logs User Guide, "Filter pattern syntax".
 */
export const parseFilterPattern = (pattern: string): Matches => {
  const text = pattern.trim()
  if (text.startsWith('{') && text.endsWith('}')) return jsonPattern(text.slice(1, -1))
  if (/^\[|^%|%$/.test(text))
    throw invalidParameter(`The local CloudWatch Logs knows terms and JSON patterns, not ${pattern}`)
  return termPattern(text)
}

const termPattern = (text: string): Matches => {
  const terms = [...text.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(([, sign, quoted, bare]) => ({
    sign,
    term: quoted === undefined ? (bare ?? '') : quoted.replace(/\\(.)/g, '$1'),
  }))
  const of = (wanted: string) => terms.filter(({ sign }) => sign === wanted).map(({ term }) => term)
  const [needed, either, never] = [of(''), of('?'), of('-')]
  return (message) =>
    needed.every((term) => message.includes(term)) &&
    (either.length === 0 || needed.length > 0 || either.some((term) => message.includes(term))) &&
    !never.some((term) => message.includes(term))
}

const comparison =
  /^\$((?:\.[\w@-]+|\[\d+\])+)\s*(=|!=|<=|>=|<|>)\s*(?:"((?:[^"\\]|\\.)*)"|(-?[\d.]+(?:[eE][+-]?\d+)?)|([\w*./:@-]+))$/

const jsonPattern = (text: string): Matches => {
  const alternatives = text.split('||').map((all) => all.split('&&').map((one) => parseComparison(one.trim())))
  return (message) => {
    const event = parseJson(message)
    return event !== undefined && alternatives.some((all) => all.every((holds) => holds(event)))
  }
}

const parseJson = (message: string): unknown => {
  try {
    const value: unknown = JSON.parse(message)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

const parseComparison = (text: string): ((event: unknown) => boolean) => {
  const [, selector = '', operator = '', quoted, number, word] = comparison.exec(text) ?? []
  if (selector === '')
    throw invalidParameter(`The local CloudWatch Logs cannot read "${text}" as a comparison like $.field = "value"`)
  const steps = [...selector.matchAll(/[\w@-]+/g)].map(([step]) => step)
  const at = (event: unknown) =>
    steps.reduce<unknown>((value, step) => (value as Record<string, unknown>)?.[step], event)
  if (number !== undefined) return (event) => compareNumbers(operator, at(event), Number(number))
  const wanted = quoted?.replace(/\\(.)/g, '$1') ?? word ?? ''
  if (operator !== '=' && operator !== '!=')
    throw invalidParameter(`"${operator}" compares numbers, and ${wanted} is none`)
  const escaped = wanted.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  const expression = new RegExp(`^${escaped.join('.*')}$`, 's')
  return (event) => {
    const value = at(event)
    const isSame = value !== undefined && expression.test(String(value))
    return operator === '=' ? isSame : value !== undefined && !isSame
  }
}

const compareNumbers = (operator: string, value: unknown, wanted: number): boolean => {
  if (typeof value !== 'number') return false
  switch (operator) {
    case '=':
      return value === wanted
    case '!=':
      return value !== wanted
    case '<':
      return value < wanted
    case '<=':
      return value <= wanted
    case '>':
      return value > wanted
    default:
      return value >= wanted
  }
}
