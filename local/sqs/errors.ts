import { AwsError, type ServiceAnswer } from '../aws-service.ts'

/** Errors of the model with the code and status they had in the query protocol, which clients of that time still match. Source: the service's Smithy model, `awsQueryError`. */
const modelled: Record<string, [queryCode: string, status: number]> = {
  BatchEntryIdsNotDistinct: ['AWS.SimpleQueueService.BatchEntryIdsNotDistinct', 400],
  BatchRequestTooLong: ['AWS.SimpleQueueService.BatchRequestTooLong', 400],
  EmptyBatchRequest: ['AWS.SimpleQueueService.EmptyBatchRequest', 400],
  InvalidAttributeName: ['InvalidAttributeName', 400],
  InvalidAttributeValue: ['InvalidAttributeValue', 400],
  InvalidBatchEntryId: ['AWS.SimpleQueueService.InvalidBatchEntryId', 400],
  InvalidMessageContents: ['InvalidMessageContents', 400],
  MessageNotInflight: ['AWS.SimpleQueueService.MessageNotInflight', 400],
  OverLimit: ['OverLimit', 403],
  QueueDoesNotExist: ['AWS.SimpleQueueService.NonExistentQueue', 400],
  QueueNameExists: ['QueueAlreadyExists', 400],
  ReceiptHandleIsInvalid: ['ReceiptHandleIsInvalid', 404],
  ResourceNotFoundException: ['ResourceNotFoundException', 404],
  TooManyEntriesInBatchRequest: ['AWS.SimpleQueueService.TooManyEntriesInBatchRequest', 400],
  UnsupportedOperation: ['AWS.SimpleQueueService.UnsupportedOperation', 400],
  InvalidParameterValueException: ['InvalidParameterValue', 400],
  MissingRequiredParameterException: ['MissingParameter', 400],
}

/** An error of SQS by its name in the model. */
export const sqsError = (name: keyof typeof modelled & string, message: string): AwsError =>
  new AwsError(name, modelled[name]?.[1] ?? 400, message)

export const invalidValue = (parameter: string, value: unknown, reason: string): AwsError =>
  sqsError(
    'InvalidParameterValueException',
    `Value ${JSON.stringify(value)} for parameter ${parameter} is invalid. Reason: ${reason}`,
  )

const isCommon = (name: string) => name.endsWith('Exception') && name !== 'ResourceNotFoundException'

export const errorType = (name: string): string =>
  `${isCommon(name) ? 'com.amazon.coral.service' : 'com.amazonaws.sqs'}#${name}`

export const queryErrorHeader = (error: AwsError): ServiceAnswer['headers'] => ({
  'x-amzn-query-error': `${modelled[error.name]?.[0] ?? error.name};${error.status < 500 ? 'Sender' : 'Receiver'}`,
})
