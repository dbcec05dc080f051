import {
  type CancellationReason,
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  IdempotentParameterMismatchException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { Row } from './value.ts'

const $metadata = {}
const wire = (item: Row | undefined) => (item === undefined ? {} : { Item: marshall(item) })

export const invalid = (message: string) =>
  new DynamoDBServiceException({ name: 'ValidationException', $fault: 'client', $metadata, message })

/** The item is in wire form, as the document client leaves it in errors. */
export const conditionFailed = (item: Row | undefined) =>
  new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata, ...wire(item) })

export const otherRequest = () =>
  new IdempotentParameterMismatchException({ message: 'the token was used for another request', $metadata })

const reasonOf = (error: unknown): CancellationReason => {
  if (error === undefined) return { Code: 'None' }
  if (error instanceof ConditionalCheckFailedException)
    return { Code: 'ConditionalCheckFailed', ...(error.Item === undefined ? {} : { Item: error.Item }) }
  if (error instanceof DynamoDBServiceException && error.name === 'ValidationException')
    return { Code: 'ValidationError', Message: error.message }
  throw error
}

/** The error of a transaction whose actions failed each in its own way; undefined for one that did not. */
export const canceled = (failures: readonly unknown[]) => {
  const reasons = failures.map(reasonOf)
  const codes = reasons.map(({ Code }) => Code).join(', ')
  return new TransactionCanceledException({
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    $metadata,
    CancellationReasons: reasons,
  })
}
