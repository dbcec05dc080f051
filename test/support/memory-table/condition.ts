import { type Operand, type Reader, readOperand } from './reader.ts'
import { isSame, orderOf, type Row, typeOf } from './value.ts'

export type Test = (row: Row, given: Parameters<Operand>[1]) => boolean

const sizeOf = (value: unknown): number | undefined => {
  if (typeof value === 'string' || Array.isArray(value)) return value.length
  if (value instanceof Set) return value.size
  return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined
}

const contains = (value: unknown, part: unknown): boolean => {
  if (Array.isArray(value)) return value.some((element) => isSame(element, part))
  if (typeof part !== 'string') return false
  return typeof value === 'string' ? value.includes(part) : value instanceof Set && value.has(part)
}

const functions: Record<string, (value: unknown, other: unknown) => boolean> = {
  ATTRIBUTE_EXISTS: (value) => value !== undefined,
  ATTRIBUTE_NOT_EXISTS: (value) => value === undefined,
  ATTRIBUTE_TYPE: (value, type) => value !== undefined && typeOf(value) === type,
  BEGINS_WITH: (value, start) => typeof value === 'string' && typeof start === 'string' && value.startsWith(start),
  CONTAINS: contains,
}

const inOrder = (a: unknown, b: unknown, holds: (order: number) => boolean): boolean => {
  const order = orderOf(a, b)
  return order !== undefined && holds(order)
}

const comparisons: Record<string, (a: unknown, b: unknown) => boolean> = {
  '=': isSame,
  '<>': (a, b) => !isSame(a, b),
  '<': (a, b) => inOrder(a, b, (order) => order < 0),
  '<=': (a, b) => inOrder(a, b, (order) => order <= 0),
  '>': (a, b) => inOrder(a, b, (order) => order > 0),
  '>=': (a, b) => inOrder(a, b, (order) => order >= 0),
}

const readList = (reader: Reader): Operand[] => {
  reader.expect('(')
  const list = [readValue(reader)]
  while (reader.takes(',')) list.push(readValue(reader))
  reader.expect(')')
  return list
}

const readValue = (reader: Reader): Operand => {
  if (reader.ahead() !== 'SIZE') return readOperand(reader)
  reader.take()
  const [of] = readList(reader)
  return (row, given) => sizeOf(of?.(row, given))
}

const readTest = (reader: Reader): Test => {
  if (reader.takes('NOT')) {
    const test = readTest(reader)
    return (row, given) => !test(row, given)
  }
  if (reader.takes('(')) {
    const test = readCondition(reader)
    reader.expect(')')
    return test
  }
  const named = functions[reader.ahead()]
  if (named !== undefined) {
    reader.take()
    const [first, second] = readList(reader)
    return (row, given) => named(first?.(row, given), second?.(row, given))
  }
  const left = readValue(reader)
  if (reader.takes('BETWEEN')) {
    const from = readValue(reader)
    reader.expect('AND')
    const to = readValue(reader)
    return (row, given) => {
      const value = left(row, given)
      return (
        comparisons['>=']?.(value, from(row, given)) === true && comparisons['<=']?.(value, to(row, given)) === true
      )
    }
  }
  if (reader.takes('IN')) {
    const list = readList(reader)
    return (row, given) => list.some((one) => isSame(left(row, given), one(row, given)))
  }
  const comparison = comparisons[reader.take()]
  if (comparison === undefined) throw new Error('The memory table misses a comparison in a condition')
  const right = readValue(reader)
  return (row, given) => comparison(left(row, given), right(row, given))
}

const readAll = (reader: Reader): Test => {
  const tests = [readTest(reader)]
  while (reader.takes('AND')) tests.push(readTest(reader))
  return (row, given) => tests.every((test) => test(row, given))
}

/** Reads a condition, filter or key condition. */
export const readCondition = (reader: Reader): Test => {
  const tests = [readAll(reader)]
  while (reader.takes('OR')) tests.push(readAll(reader))
  return (row, given) => tests.some((test) => test(row, given))
}
