import { BlockList, isIP } from 'node:net'
import { matchesPattern, type Resolve, UnknownInPolicy } from './pattern.ts'
import type { Condition } from './policy-document.ts'

type Test = (actual: string, wanted: string, resolve: Resolve) => boolean

const same: Test = (actual, wanted, resolve) => matchesPattern(wanted, actual, resolve, false)
const like: Test = (actual, wanted, resolve) => matchesPattern(wanted, actual, resolve)
const sameIgnoringCase: Test = (actual, wanted, resolve) =>
  matchesPattern(wanted.toLowerCase(), actual.toLowerCase(), resolve, false)

const inNetwork: Test = (actual, wanted) => {
  const [network = '', bits] = wanted.split('/')
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4'
  const list = new BlockList()
  list.addSubnet(network, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family)
  return list.check(actual, isIP(actual) === 6 ? 'ipv6' : 'ipv4')
}

const tests: Record<string, { test: Test; negated?: true }> = {
  StringEquals: { test: same },
  StringNotEquals: { test: same, negated: true },
  StringEqualsIgnoreCase: { test: sameIgnoringCase },
  StringLike: { test: like },
  StringNotLike: { test: like, negated: true },
  ArnEquals: { test: like },
  ArnLike: { test: like },
  Bool: { test: sameIgnoringCase },
  IpAddress: { test: inNetwork },
  NotIpAddress: { test: inNetwork, negated: true },
}

/** Whether one line of a Condition block holds. Source: IAM user guide, condition operators and set operators. */
export const holds = ({ operator, key, values }: Condition, resolve: Resolve): boolean => {
  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? []
  const known = tests[name]
  if (known === undefined) throw new UnknownInPolicy(`condition operator ${operator}`)
  const found = resolve(key)
  const actual = typeof found === 'string' ? [found] : (found ?? [])
  if (actual.length === 0) return set === 'ForAllValues' || ifExists !== undefined || known.negated === true
  const fits = (value: string) => {
    const one = values.some((wanted) => known.test(value, wanted, resolve))
    return known.negated === true ? !one : one
  }
  return set === 'ForAnyValue' ? actual.some(fits) : actual.every(fits)
}
