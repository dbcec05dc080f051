import { AwsError } from '../aws-service.ts'
import type { DynaliteError } from './dynalite.ts'
import type { Item } from './items/value.ts'

export const invalid = (message: string): AwsError => new AwsError('ValidationException', 400, message)

/** A ValidationException that fails a whole transaction instead of one of its actions. */
export class WholeRequestInvalid extends AwsError {
  constructor(message: string) {
    super('ValidationException', 400, message)
  }
}

export const conditionFailed = (item?: Item): AwsError =>
  new AwsError(
    'ConditionalCheckFailedException',
    400,
    'The conditional request failed',
    item === undefined ? {} : { Item: item },
  )

export const tableNotFound = (name: string): AwsError =>
  new AwsError('ResourceNotFoundException', 400, `Requested resource not found: Table: ${name} not found`)

/** dynalite's error under the name that AWS gives it; what carries no wire body is a bug and stays as it is. */
export const fromDynalite = (error: DynaliteError): Error => {
  if (error.body === undefined) return error
  const name = error.body.__type.split('#').at(-1) ?? error.body.__type
  return new AwsError(name, 400, error.body.message ?? error.body.Message ?? error.message)
}

const coral: Record<string, string> = {
  ValidationException: 'com.amazon.coral.validate',
  ThrottlingException: 'com.amazon.coral.availability',
  SerializationException: 'com.amazon.coral.service',
  UnknownOperationException: 'com.amazon.coral.service',
  AccessDeniedException: 'com.amazon.coral.service',
  UnrecognizedClientException: 'com.amazon.coral.service',
  MissingAuthenticationTokenException: 'com.amazon.coral.service',
  IncompleteSignatureException: 'com.amazon.coral.service',
  InvalidSignatureException: 'com.amazon.coral.service',
}

/** The `__type` of an error: DynamoDB's own live in its namespace, those of AWS's common front in coral's. */
export const errorType = (name: string): string => `${coral[name] ?? 'com.amazonaws.dynamodb.v20120810'}#${name}`
