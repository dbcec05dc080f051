import { AwsError } from '../../aws-service.ts'
import { WholeRequestInvalid } from '../errors.ts'

interface Reason {
  Code: string
  Message?: string
  Item?: unknown
}

/** Why an action cancels its transaction, or undefined for an error that fails the whole request. Source: API Reference, "TransactionCanceledException". */
export const cancellationReason = (error: unknown): Reason | undefined => {
  if (!(error instanceof AwsError) || error instanceof WholeRequestInvalid) return undefined
  if (error.name === 'ConditionalCheckFailedException')
    return { Code: 'ConditionalCheckFailed', Message: error.message, ...error.details }
  return error.name === 'ValidationException' ? { Code: 'ValidationError', Message: error.message } : undefined
}

/** Acts on each element; throws TransactionCanceledException with one reason per element if any of them refuses. */
export const allOrCancel = async <T, R>(elements: readonly T[], act: (element: T) => R | Promise<R>): Promise<R[]> => {
  const reasons: Reason[] = []
  const results: R[] = []
  for (const element of elements) {
    try {
      results.push(await act(element))
      reasons.push({ Code: 'None' })
    } catch (error) {
      const reason = cancellationReason(error)
      if (reason === undefined) throw error
      reasons.push(reason)
    }
  }
  if (results.length === elements.length) return results
  const codes = reasons.map(({ Code }) => Code).join(', ')
  throw new AwsError(
    'TransactionCanceledException',
    400,
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  )
}
