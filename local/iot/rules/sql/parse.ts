import { filterProblem } from '../../topic.ts'
import { type Comparison, type Expression, functionArities, type SelectItem, type Statement } from './expression.ts'
import { SqlError, type Token, tokenize } from './tokenize.ts'

const comparisons: Record<string, Comparison> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}
const reserved = ['SELECT', 'FROM', 'WHERE', 'AND', 'OR', 'NOT', 'AS', 'CASE', 'IN', 'VALUE', 'UNDEFINED']

/**
 * Reads the part of AWS IoT SQL that our rules use: `SELECT *, topic(5) AS x FROM 'filter' WHERE startswith(a.b, 'c') AND d > 1`.
 * Anything else throws `SqlError` naming it, so that no rule works here by being half understood.
 */
export const parseSql = (sql: string): Statement => {
  const reader = createReader(sql)
  reader.expectWord('SELECT')
  const select = [readItem(reader)]
  while (reader.acceptSymbol(',')) select.push(readItem(reader))
  reader.expectWord('FROM')
  const { kind, value: from } = reader.next()
  const problem = kind === 'text' ? filterProblem(from) : 'it is not a text in single quotes'
  if (problem !== undefined) throw new SqlError(`the topic filter ${from} after FROM is not valid: ${problem}`)
  const where = reader.acceptWord('WHERE') ? readOr(reader) : undefined
  reader.expectEnd()
  return { select, from, where }
}

/** Reads one expression, as between `\${` and `}` of a substitution template. */
export const parseExpression = (text: string): Expression => {
  const reader = createReader(text)
  const expression = readOr(reader)
  reader.expectEnd()
  return expression
}

type Reader = ReturnType<typeof createReader>

const createReader = (sql: string) => {
  const tokens = tokenize(sql)
  let position = 0
  const end: Token = { kind: 'end', value: '', at: sql.length }
  const peek = () => tokens[position] ?? end
  const next = () => {
    const token = peek()
    position += 1
    return token
  }
  const fail = (wanted: string): never => {
    const { kind, value, at } = peek()
    throw new SqlError(`${wanted} is expected at position ${at}, not ${kind === 'end' ? 'the end' : `"${value}"`}`)
  }
  const isWord = (word: string) => peek().kind === 'word' && peek().value.toUpperCase() === word
  const isSymbol = (symbol: string) => peek().kind === 'symbol' && peek().value === symbol
  const accept = (found: boolean) => {
    if (found) position += 1
    return found
  }
  return {
    peek,
    next,
    fail,
    acceptWord: (word: string) => accept(isWord(word)),
    acceptSymbol: (symbol: string) => accept(isSymbol(symbol)),
    expectWord: (word: string) => accept(isWord(word)) || fail(word),
    expectSymbol: (symbol: string) => accept(isSymbol(symbol)) || fail(symbol),
    expectEnd: () => {
      if (peek().kind !== 'end') fail('the end')
    },
  }
}

const readItem = (reader: Reader): SelectItem => {
  if (reader.acceptSymbol('*')) return { name: '*' }
  const expression = readOr(reader)
  if (reader.acceptWord('AS')) return { expression, name: readName(reader) }
  const name = expression.kind === 'path' ? expression.names.at(-1) : undefined
  if (name === undefined) throw new SqlError('a selected expression that is not a member needs AS and a name')
  return { expression, name }
}

const readName = (reader: Reader): string => {
  const { kind, value } = reader.peek()
  if (kind !== 'word' || reserved.includes(value.toUpperCase())) return reader.fail('a name')
  return reader.next().value
}

const readOr = (reader: Reader): Expression => {
  let left = readAnd(reader)
  while (reader.acceptWord('OR')) left = { kind: 'or', left, right: readAnd(reader) }
  return left
}

const readAnd = (reader: Reader): Expression => {
  let left = readNot(reader)
  while (reader.acceptWord('AND')) left = { kind: 'and', left, right: readNot(reader) }
  return left
}

const readNot = (reader: Reader): Expression =>
  reader.acceptWord('NOT') ? { kind: 'not', operand: readNot(reader) } : readComparison(reader)

const readComparison = (reader: Reader): Expression => {
  const left = readOperand(reader)
  const { kind, value } = reader.peek()
  const operator = kind === 'symbol' ? comparisons[value] : undefined
  if (operator === undefined) return left
  reader.next()
  return { kind: 'compare', operator, left, right: readOperand(reader) }
}

const readOperand = (reader: Reader): Expression => {
  if (reader.acceptSymbol('(')) {
    const inner = readOr(reader)
    reader.expectSymbol(')')
    return inner
  }
  const { kind } = reader.peek()
  if (kind === 'text') return { kind: 'literal', value: reader.next().value }
  if (kind === 'number') return { kind: 'literal', value: Number(reader.next().value) }
  if (reader.acceptWord('TRUE')) return { kind: 'literal', value: true }
  if (reader.acceptWord('FALSE')) return { kind: 'literal', value: false }
  if (reader.acceptWord('NULL')) return { kind: 'literal', value: null }
  const name = readName(reader)
  if (reader.acceptSymbol('(')) return readCall(reader, name)
  const names = [name]
  while (reader.acceptSymbol('.')) names.push(readName(reader))
  return { kind: 'path', names }
}

const readCall = (reader: Reader, written: string): Expression => {
  const name = written.toLowerCase()
  const arities = functionArities[name]
  if (arities === undefined)
    throw new SqlError(`the function ${written}() is not one of ${Object.keys(functionArities).join(', ')}`)
  const args: Expression[] = []
  if (!reader.acceptSymbol(')')) {
    args.push(readOr(reader))
    while (reader.acceptSymbol(',')) args.push(readOr(reader))
    reader.expectSymbol(')')
  }
  if (!arities.includes(args.length))
    throw new SqlError(`${written}() takes ${arities.join(' or ')} arguments, not ${args.length}`)
  return { kind: 'call', name, args }
}
