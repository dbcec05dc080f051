/** Operators of comparison in the local subset of AWS IoT SQL. */
export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>='

export type Expression =
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'path'; names: string[] }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'compare'; operator: Comparison; left: Expression; right: Expression }
  | { kind: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'not'; operand: Expression }

export interface SelectItem {
  /** undefined for `*`. */
  expression?: Expression
  name: string
}

export interface Statement {
  select: SelectItem[]
  from: string
  where?: Expression
}

/** Functions of the subset with the numbers of arguments they take. */
export const functionArities: Readonly<Record<string, readonly number[]>> = {
  topic: [0, 1],
  clientid: [0],
  accountid: [0],
  timestamp: [0],
  startswith: [2],
  endswith: [2],
}
