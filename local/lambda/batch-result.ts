import type { InvocationResult } from './execution-environment.ts'

/**
 * Which messages of a batch are done: all of them, none, or those that a partial batch response does not name.
 * An unreadable response counts as a failure of the whole batch.
 * Source: Lambda Developer Guide, "Handling errors for an SQS event source", success and failure conditions.
 */
export const doneMessages = (
  ids: readonly string[],
  result: InvocationResult,
  reportsItemFailures: boolean,
): string[] => {
  if ('error' in result) return []
  if (!reportsItemFailures) return [...ids]
  const response: unknown = JSON.parse(result.payload)
  const failures = (response as { batchItemFailures?: unknown } | null)?.batchItemFailures ?? []
  if (!Array.isArray(failures)) return []
  const failed = failures.map((failure: { itemIdentifier?: unknown } | null) => failure?.itemIdentifier)
  const isReadable = failed.every((id) => typeof id === 'string' && ids.includes(id))
  return isReadable ? ids.filter((id) => !failed.includes(id)) : []
}
