import { invalid } from './errors.ts'
import { type Given, lookUp, type Operand, type Path, type Reader, readOperand, readPath } from './reader.ts'
import { copy, type Row, typeOf } from './value.ts'

/** The row after an update. */
export type Update = (before: Row, given: Given) => Row
interface Action {
  path: Path
  /** Undefined takes the attribute away. */
  value: (before: Row, given: Given) => unknown
}

const sum =
  (sign: 1 | -1, left: Operand, right: Operand): Operand =>
  (row, given) => {
    const [a, b] = [left(row, given), right(row, given)]
    if (typeof a !== 'number' || typeof b !== 'number') throw invalid('an operand is no number')
    return a + sign * b
  }

const mustBe =
  (operand: Operand): Operand =>
  (row, given) => {
    const value = operand(row, given)
    if (value === undefined) throw invalid('an operand is not in the item')
    return value
  }

const readTerm = (reader: Reader): Operand => {
  const name = reader.ahead()
  if (name !== 'IF_NOT_EXISTS' && name !== 'LIST_APPEND') return mustBe(readOperand(reader))
  reader.take()
  reader.expect('(')
  const first = name === 'LIST_APPEND' ? readTerm(reader) : readOperand(reader)
  reader.expect(',')
  const second = readTerm(reader)
  reader.expect(')')
  if (name === 'IF_NOT_EXISTS') return (row, given) => first(row, given) ?? second(row, given)
  return (row, given) => {
    const [a, b] = [first(row, given), second(row, given)]
    if (!Array.isArray(a) || !Array.isArray(b)) throw invalid('an operand is no list')
    return [...a, ...b]
  }
}

const readSet = (reader: Reader): Action => {
  const path = readPath(reader)
  reader.expect('=')
  const left = readTerm(reader)
  if (reader.takes('+')) return { path, value: sum(1, left, readTerm(reader)) }
  return { path, value: reader.takes('-') ? sum(-1, left, readTerm(reader)) : left }
}

const readAdd = (reader: Reader): Action => {
  const path = readPath(reader)
  const operand = readOperand(reader)
  return {
    path,
    value: (row, given) => {
      const [old, more] = [lookUp(row, path(given)), operand(row, given)]
      if (old !== undefined && typeOf(old) !== typeOf(more)) throw invalid('ADD of another type')
      if (typeof more === 'number') return ((old as number | undefined) ?? 0) + more
      return new Set([...((old as Set<unknown> | undefined) ?? []), ...(more as Set<unknown>)])
    },
  }
}

const readDelete = (reader: Reader): Action => {
  const path = readPath(reader)
  const operand = readOperand(reader)
  return {
    path,
    value: (row, given) => {
      const [old, less] = [lookUp(row, path(given)), operand(row, given) as Set<unknown>]
      if (old !== undefined && !(old instanceof Set)) throw invalid('DELETE of another type')
      const left = [...(old ?? [])].filter((element) => !less.has(element))
      return left.length === 0 ? undefined : new Set(left)
    },
  }
}

const sections: Record<string, (reader: Reader) => Action> = {
  SET: readSet,
  REMOVE: (reader) => ({ path: readPath(reader), value: () => undefined }),
  ADD: readAdd,
  DELETE: readDelete,
}

const put = (row: Row, path: readonly string[], value: unknown): void => {
  const parent = lookUp(row, path.slice(0, -1))
  if (parent === undefined || typeOf(parent) !== 'M') throw invalid('the path is not in the item')
  const name = path.at(-1) ?? ''
  if (value === undefined) delete (parent as Row)[name]
  else (parent as Row)[name] = copy(value)
}

/** Reads an update expression; every operand refers to the row before. Paths into lists are not known. */
export const readUpdate = (reader: Reader): Update & { touched: (given: Given) => (readonly string[])[] } => {
  const actions: Action[] = []
  for (let section = sections[reader.ahead()]; section !== undefined; section = sections[reader.ahead()]) {
    reader.take()
    do actions.push(section(reader))
    while (reader.takes(','))
  }
  const update = (before: Row, given: Given) => {
    const values = actions.map(({ value }) => value(before, given))
    const after = copy(before)
    actions.forEach(({ path }, at) => void put(after, path(given), values[at]))
    return after
  }
  return Object.assign(update, { touched: (given: Given) => actions.map(({ path }) => path(given)) })
}
