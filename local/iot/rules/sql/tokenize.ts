export interface Token {
  kind: 'word' | 'text' | 'number' | 'symbol' | 'end'
  value: string
  at: number
}

/** A statement the local rules engine does not understand; it is refused when the rule is made. */
export class SqlError extends Error {}

const patterns: [Token['kind'] | 'space', RegExp][] = [
  ['space', /\s+/y],
  ['word', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['number', /\d+(?:\.\d+)?/y],
  ['text', /'(?:[^']|'')*'/y],
  ['symbol', /<>|<=|>=|!=|[=<>(),.*]/y],
]

/** Cuts an AWS IoT SQL statement into words, texts in single quotes, numbers and symbols. */
export const tokenize = (sql: string): Token[] => {
  const tokens: Token[] = []
  for (let at = 0; at < sql.length; ) {
    const found = patterns.map(([kind, pattern]) => ({ kind, text: matchAt(pattern, sql, at) }))
    const hit = found.find(({ text }) => text !== undefined)
    if (hit?.text === undefined) throw new SqlError(`"${sql.slice(at, at + 10)}" at position ${at} is not understood`)
    const value = hit.kind === 'text' ? hit.text.slice(1, -1).replaceAll("''", "'") : hit.text
    if (hit.kind !== 'space') tokens.push({ kind: hit.kind, value, at })
    at += hit.text.length
  }
  return [...tokens, { kind: 'end', value: '', at: sql.length }]
}

const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}
