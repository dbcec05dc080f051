export interface ParsedCommand {
  /** Upper case, with its sign: `+CFUN`, `%CMNG`; empty for a bare `AT`. */
  name: string
  /** `AT+X`, `AT+X?`, `AT+X=?` or `AT+X=…` */
  form: 'execute' | 'read' | 'test' | 'set'
  /** Empty parameters are undefined; quotes are taken off. */
  args: readonly (string | undefined)[]
}

/** Splits an AT command; undefined for a line that is none. */
export function parseCommand(line: string): ParsedCommand | undefined {
  const match = /^AT(?:([+%#][A-Z0-9_]+)(?:(\?)|(=\?)|=([\s\S]*))?)?$/i.exec(line.trim())
  if (!match) return undefined
  const [, name = '', read, test, parameters] = match
  const form = read ? 'read' : test ? 'test' : parameters === undefined ? 'execute' : 'set'
  return { name: name.toUpperCase(), form, args: parameters === undefined ? [] : splitParameters(parameters) }
}

function splitParameters(text: string): (string | undefined)[] {
  const parts = text.match(/(?:"[^"]*"|[^,"])+|(?<=,|^)(?=,|$)/g) ?? []
  return parts.map((part) => {
    const bare = part.trim().replace(/^"([\s\S]*)"$/, '$1')
    return part.trim() === '' ? undefined : bare
  })
}

/** A decimal number of a parameter, or undefined. */
export function numberOf(parameter: string | undefined): number | undefined {
  return parameter !== undefined && /^\d{1,10}$/.test(parameter) ? Number(parameter) : undefined
}
