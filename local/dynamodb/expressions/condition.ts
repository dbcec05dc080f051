import Big from 'big.js'
import { type AttributeValue, equalValues, type Item, type Path, typeOf, valueAt } from '../items/value.ts'

interface SizeCall {
  type: 'function'
  name: 'size'
  args: [Operand]
}
export type Operand = Path | AttributeValue | SizeCall

/** A condition or filter expression as dynalite's parser returns it. */
export type Condition =
  | { type: 'and'; args: Condition[] }
  | { type: 'or'; args: Condition[] }
  | { type: 'not'; args: Condition[] }
  | { type: '=' | '<>' | '<' | '<=' | '>' | '>=' | 'between' | 'in'; args: Operand[] }
  | { type: 'function'; name: keyof typeof functions; args: Operand[] }

type Value = AttributeValue | undefined

/** Whether `item` (an empty one stands for "no such item") fulfils a condition. Source: Developer Guide, "Condition and filter expressions". */
export const fulfils = (item: Item, condition: Condition): boolean => {
  if (condition.type === 'and') return condition.args.every((part) => fulfils(item, part))
  if (condition.type === 'or') return condition.args.some((part) => fulfils(item, part))
  if (condition.type === 'not') return !condition.args.some((part) => fulfils(item, part))
  const [first, ...rest] = condition.args.map((operand) => resolve(operand, item))
  return condition.type === 'function'
    ? functions[condition.name](first, rest[0])
    : compare(condition.type, first, rest)
}

const resolve = (operand: Operand, item: Item): Value => {
  if (isPath(operand)) return valueAt(item, operand)
  if (!('type' in operand)) return operand
  const length = sizeOf(resolve(operand.args[0], item))
  return length === undefined ? undefined : { N: String(length) }
}

const isPath = (operand: Operand): operand is Path => Array.isArray(operand)

const sizeOf = (value: Value): number | undefined => {
  if (value?.B !== undefined) return Buffer.byteLength(value.B, 'base64')
  if (value?.M !== undefined) return Object.keys(value.M).length
  return (value?.S ?? value?.SS ?? value?.NS ?? value?.BS ?? value?.L)?.length
}

const compare = (operator: string, value: Value, others: Value[]): boolean => {
  const [first, second] = others
  // Two attributes that are both missing are equal (dynalite and MiniStack agree on it).
  if (operator === '=' || operator === '<>') return isEqual(value, first) === (operator === '=')
  if (value === undefined) return false
  if (operator === 'in') return others.some((other) => other !== undefined && equalValues(value, other))
  if (first === undefined) return false
  const order = orderOf(value, first)
  if (order === undefined) return false
  if (operator === 'between') {
    const upper = second === undefined ? undefined : orderOf(value, second)
    return order >= 0 && upper !== undefined && upper <= 0
  }
  if (operator === '<') return order < 0
  if (operator === '<=') return order <= 0
  return operator === '>' ? order > 0 : order >= 0
}

const isEqual = (a: Value, b: Value): boolean => (a === undefined || b === undefined ? a === b : equalValues(a, b))

/** Negative, zero or positive for two values of one sortable type, else undefined. */
const orderOf = (a: AttributeValue, b: AttributeValue): number | undefined => {
  if (a.N !== undefined && b.N !== undefined) return new Big(a.N).cmp(b.N)
  if (a.S !== undefined && b.S !== undefined) return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S))
  if (a.B !== undefined && b.B !== undefined)
    return Buffer.compare(Buffer.from(a.B, 'base64'), Buffer.from(b.B, 'base64'))
  return undefined
}

const functions = {
  attribute_exists: (value: Value) => value !== undefined,
  attribute_not_exists: (value: Value) => value === undefined,
  attribute_type: (value: Value, type: Value) => value !== undefined && typeOf(value) === type?.S,
  begins_with: (value: Value, prefix: Value): boolean => {
    if (value?.S !== undefined && prefix?.S !== undefined) return value.S.startsWith(prefix.S)
    if (value?.B === undefined || prefix?.B === undefined) return false
    const start = Buffer.from(prefix.B, 'base64')
    return Buffer.from(value.B, 'base64').subarray(0, start.length).equals(start)
  },
  contains: (value: Value, part: Value): boolean => {
    if (value === undefined || part === undefined) return false
    if (value.L !== undefined) return value.L.some((element) => equalValues(element, part))
    if (part.S !== undefined) return (value.S ?? value.SS)?.includes(part.S) ?? false
    if (part.N !== undefined) return value.NS?.includes(part.N) ?? false
    if (part.B === undefined) return false
    if (value.BS !== undefined) return value.BS.includes(part.B)
    return value.B !== undefined && Buffer.from(value.B, 'base64').includes(Buffer.from(part.B, 'base64'))
  },
}
