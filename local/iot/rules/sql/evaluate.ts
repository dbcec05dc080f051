import type { Comparison, Expression } from './expression.ts'

export interface Scope {
  /** The message's JSON, undefined when it is none. */
  payload: unknown
  topic: string
  clientId: string | undefined
  accountId: string
  /** Milliseconds since 1970. */
  now: number
}

/** The value of an expression over a message; undefined stands for SQL's `Undefined`. Source: DG iot-sql-operators, iot-sql-functions. */
export const evaluate = (expression: Expression, scope: Scope): unknown => {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'path':
      return expression.names.reduce<unknown>(memberOf, scope.payload)
    case 'call':
      return call(
        expression.name,
        expression.args.map((argument) => evaluate(argument, scope)),
        scope,
      )
    case 'compare':
      return compare(expression.operator, evaluate(expression.left, scope), evaluate(expression.right, scope))
    case 'and': {
      const [left, right] = [evaluate(expression.left, scope), evaluate(expression.right, scope)]
      return left === true && right === true ? true : left === false || right === false ? false : undefined
    }
    case 'or': {
      const [left, right] = [evaluate(expression.left, scope), evaluate(expression.right, scope)]
      return left === true || right === true ? true : left === false && right === false ? false : undefined
    }
    case 'not': {
      const operand = evaluate(expression.operand, scope)
      return typeof operand === 'boolean' ? !operand : undefined
    }
  }
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined

const call = (name: string, args: unknown[], scope: Scope): unknown => {
  const [first, second] = args
  switch (name) {
    case 'topic':
      return first === undefined && args.length > 0
        ? undefined
        : args.length === 0
          ? scope.topic
          : scope.topic.split('/')[Number(first) - 1]
    case 'clientid':
      return scope.clientId ?? 'n/a'
    case 'accountid':
      return scope.accountId
    case 'timestamp':
      return scope.now
    case 'startswith':
      return isText(first) && isText(second) ? first.startsWith(second) : undefined
    case 'endswith':
      return isText(first) && isText(second) ? first.endsWith(second) : undefined
  }
  throw new Error(`the parser let ${name}() through`)
}

const isText = (value: unknown): value is string => typeof value === 'string'

const compare = (operator: Comparison, left: unknown, right: unknown): boolean | undefined => {
  const pair = comparable(left, right)
  if (pair === undefined) return operator === '<>' && left !== undefined && right !== undefined ? true : undefined
  const [a, b] = pair
  switch (operator) {
    case '=':
      return a === b
    case '<>':
      return a !== b
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
  }
}

/** Both as numbers or both as texts; a text beside a number counts as its number. */
const comparable = (left: unknown, right: unknown): [number, number] | [string, string] | undefined => {
  if (typeof left === 'boolean' && typeof right === 'boolean') return [Number(left), Number(right)]
  if (left === null && right === null) return [0, 0]
  if (isText(left) && isText(right)) return [left, right]
  const numbers = [left, right].map((value) => (isText(value) && value.trim() !== '' ? Number(value) : value))
  const [a, b] = numbers
  return typeof a === 'number' && typeof b === 'number' && !Number.isNaN(a) && !Number.isNaN(b) ? [a, b] : undefined
}
