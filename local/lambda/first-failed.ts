import type { InvocationResult } from './execution-environment.ts'

/**
 * Which record of a stream's batch is the first that is not done; undefined when all are. Everything from it on is tried
 * again, since a stream keeps its order; an unreadable response counts as a failure of the whole batch.
 * Source: Lambda Developer Guide, "Configuring partial batch response with DynamoDB and Lambda".
 */
export const firstFailed = (
  sequenceNumbers: readonly string[],
  result: InvocationResult,
  reportsItemFailures: boolean,
): number | undefined => {
  if ('error' in result) return 0
  if (!reportsItemFailures) return undefined
  const response: unknown = JSON.parse(result.payload)
  const failures = (response as { batchItemFailures?: unknown } | null)?.batchItemFailures ?? []
  if (!Array.isArray(failures)) return 0
  if (failures.length === 0) return undefined
  const places = failures.map((failure: { itemIdentifier?: unknown } | null) =>
    sequenceNumbers.indexOf(String(failure?.itemIdentifier)),
  )
  return Math.max(0, Math.min(...places))
}
