import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb'
import { invalid } from './errors.ts'
import { type Expressions, givenOf } from './expressions.ts'
import { lookUp } from './reader.ts'
import { copy, orderOf, type Row } from './value.ts'

/** A table's or an index's keys, and what an index shows of a row. */
export interface Shape {
  IndexName?: string
  KeySchema: { AttributeName: string; KeyType: string }[]
  Projection?: { ProjectionType: string; NonKeyAttributes?: string[] }
}

const namesOf = ({ KeySchema }: Shape): string[] => KeySchema.map(({ AttributeName }) => AttributeName)
const only = (row: Row, names: ReadonlySet<string>): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => names.has(name)))

/** Rows of a table or an index by their keys: by range key, and rows of one range key by the table's. */
export const query = (
  table: Shape,
  indexes: readonly Shape[],
  expressions: Expressions,
  rows: Iterable<Row>,
  input: QueryCommandInput,
) => {
  const index = indexes.find(({ IndexName }) => IndexName === input.IndexName)
  if (input.IndexName !== undefined && index === undefined) throw invalid(`there is no index ${input.IndexName}`)
  const shape = index ?? table
  const keys = new Set([...namesOf(shape), ...namesOf(table)])
  const shown =
    index === undefined || index.Projection?.ProjectionType === 'ALL'
      ? undefined
      : new Set([...keys, ...(index.Projection?.NonKeyAttributes ?? [])])
  const given = givenOf(input)
  const isMeant = expressions.condition(input.KeyConditionExpression)
  const passes = expressions.condition(input.FilterExpression)
  const paths = expressions.paths(input.ProjectionExpression)?.(given)
  expressions.check(input, [input.KeyConditionExpression, input.FilterExpression, input.ProjectionExpression])
  const order = [...keys].slice(1)
  const direction = input.ScanIndexForward === false ? -1 : 1
  const compare = (a: Row, b: Row): number => {
    for (const name of order) {
      const difference = orderOf(a[name], b[name])
      if (difference !== undefined && difference !== 0) return direction * difference
    }
    return 0
  }
  const start = input.ExclusiveStartKey
  const meant: Row[] = []
  for (const row of rows)
    if (namesOf(shape).every((name) => row[name] !== undefined) && isMeant(row, given))
      if (start === undefined || compare(row, start) > 0) meant.push(row)
  meant.sort(compare)
  const page = meant.slice(0, input.Limit).map((row) => (shown === undefined ? row : only(row, shown)))
  const last = page.length === input.Limit ? page.at(-1) : undefined
  const found = page.filter((row) => passes(row, given))
  return {
    Items: found.map((row) =>
      copy(paths === undefined ? row : Object.fromEntries(paths.map((path) => [path.join('.'), lookUp(row, path)]))),
    ),
    Count: found.length,
    ScannedCount: page.length,
    ...(last === undefined ? {} : { LastEvaluatedKey: copy(only(last, keys)) }),
  }
}
