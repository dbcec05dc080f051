import { evaluate, type Scope } from './evaluate.ts'
import type { Statement } from './expression.ts'

/**
 * What a rule's actions get for a message, or undefined when WHERE does not hold.
 * `SELECT *` alone passes a payload that is no JSON as it is (DG iot-sql-select).
 */
export const select = (statement: Statement, scope: Scope, raw: Buffer): Buffer | undefined => {
  if (statement.where !== undefined && evaluate(statement.where, scope) !== true) return undefined
  const isObject = typeof scope.payload === 'object' && scope.payload !== null && !Array.isArray(scope.payload)
  const result: Record<string, unknown> = {}
  for (const { expression, name } of statement.select) {
    if (expression !== undefined) result[name] = evaluate(expression, scope)
    else if (isObject) Object.assign(result, scope.payload)
    else if (statement.select.length === 1) return raw
  }
  return Buffer.from(JSON.stringify(result))
}
