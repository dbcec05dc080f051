import { readCondition, type Test } from './condition.ts'
import { invalid } from './errors.ts'
import { type Given, type Reader, read, readPath } from './reader.ts'
import { readUpdate } from './update.ts'
import type { Row } from './value.ts'

const always: Test = () => true

interface Placeholders {
  ExpressionAttributeNames?: Record<string, string>
  ExpressionAttributeValues?: Row
}

export const givenOf = ({ ExpressionAttributeNames, ExpressionAttributeValues }: Placeholders): Given => ({
  names: ExpressionAttributeNames ?? {},
  values: ExpressionAttributeValues ?? {},
})

/** Reads each expression once, however often it is used: code has few of them. */
export const createExpressions = () => {
  const placeholders = new Map<string, ReadonlySet<string>>()
  const remembered = <T>(parse: (reader: Reader) => T) => {
    const known = new Map<string, T>()
    return (text: string): T => {
      const found = known.get(text)
      if (found !== undefined) return found
      const reader = read(text)
      const parsed = parse(reader)
      if (reader.ahead() !== '') throw new Error(`The memory table cannot read "${text}" from "${reader.ahead()}" on`)
      known.set(text, parsed)
      placeholders.set(text, reader.placeholders)
      return parsed
    }
  }
  const conditions = remembered(readCondition)
  const updates = remembered(readUpdate)
  const projections = remembered((reader) => {
    const paths = [readPath(reader)]
    while (reader.takes(',')) paths.push(readPath(reader))
    return (given: Given) => paths.map((path) => path(given))
  })
  return {
    condition: (text: string | undefined): Test => (text === undefined ? always : conditions(text)),
    update: updates,
    paths: (text: string | undefined) => (text === undefined ? undefined : projections(text)),
    /** Refuses placeholders that no expression uses, and those that are used and not given. */
    check: (input: Placeholders, texts: readonly (string | undefined)[]): void => {
      const used = new Set(texts.flatMap((text) => [...(placeholders.get(text ?? '') ?? [])]))
      const { names, values } = givenOf(input)
      const given = [...Object.keys(names), ...Object.keys(values).filter((name) => values[name] !== undefined)]
      if (given.length !== used.size || given.some((name) => !used.has(name)))
        throw invalid(`given are ${given.join(', ')}, used are ${[...used].join(', ')}`)
    },
  }
}
export type Expressions = ReturnType<typeof createExpressions>
