import { type Row, typeOf } from './value.ts'

/** The placeholders of one request. */
export interface Given {
  names: Record<string, string>
  values: Row
}

/** Looks a value up in a row; undefined where there is none. */
export type Operand = (row: Row, given: Given) => unknown
export type Path = (given: Given) => readonly string[]

/** One expression in words, read from left to right. */
export interface Reader {
  /** The word ahead in upper case, '' at the end. */
  ahead(): string
  take(): string
  /** Takes the word if it is the one ahead. */
  takes(word: string): boolean
  expect(word: string): void
  /** Every `#name` and `:value` taken so far. */
  placeholders: Set<string>
}

const words = /\s*(?:([#:]?\w+)|(<>|<=|>=|[=<>().,+-]))/y

export const read = (text: string): Reader => {
  const all: string[] = []
  words.lastIndex = 0
  while (text.slice(words.lastIndex).trim() !== '') {
    const at = words.lastIndex
    const match = words.exec(text)
    if (match === null) throw new Error(`The memory table cannot read "${text.slice(at)}" of "${text}"`)
    all.push(match[1] ?? match[2] ?? '')
  }
  let next = 0
  const placeholders = new Set<string>()
  const reader: Reader = {
    placeholders,
    ahead: () => (all[next] ?? '').toUpperCase(),
    take: () => {
      const word = all[next] ?? ''
      next += 1
      if (/^[#:]/.test(word)) placeholders.add(word)
      return word
    },
    takes: (word) => {
      const is = reader.ahead() === word
      if (is) reader.take()
      return is
    },
    expect: (word) => {
      if (!reader.takes(word))
        throw new Error(`The memory table expects ${word}, not "${reader.ahead()}", in "${text}"`)
    },
  }
  return reader
}

/** A document path: names, or placeholders of names, with dots between them. */
export const readPath = (reader: Reader): Path => {
  const steps = [reader.take()]
  while (reader.takes('.')) steps.push(reader.take())
  return ({ names }) => steps.map((step) => (step.startsWith('#') ? (names[step] ?? step) : step))
}

export const lookUp = (row: Row, path: readonly string[]): unknown => {
  let value: unknown = row
  for (const step of path)
    value =
      value !== undefined && typeOf(value) === 'M' && Object.hasOwn(value as Row, step)
        ? (value as Row)[step]
        : undefined
  return value
}

/** A path or the placeholder of a value. */
export const readOperand = (reader: Reader): Operand => {
  if (reader.ahead().startsWith(':')) {
    const name = reader.take()
    return (_row, { values }) => values[name]
  }
  const path = readPath(reader)
  return (row, given) => lookUp(row, path(given))
}
