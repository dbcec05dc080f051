import { AwsError } from '../aws-service.ts'

// The front doors of JSON services and of query services (SNS, STS, IAM) name the same failures differently:
// Common Errors pages of the DynamoDB, API Gateway and STS references.
const jsonNames: Record<string, string> = {
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  ExpiredToken: 'ExpiredTokenException',
  RequestExpired: 'InvalidSignatureException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  AccessDenied: 'AccessDeniedException',
}
const queryNames: Record<string, string> = { RequestExpired: 'SignatureDoesNotMatch' }

const queryServices = new Set(['sns', 'sts', 'iam', 'monitoring'])
const status400 = new Set(['dynamodb', 'logs'])

/** An error of the front door as the named service's clients expect it. */
export const frontDoorError = (service: string, error: AwsError): AwsError => {
  if (service === 'sns' && error.name === 'AccessDenied') return new AwsError('AuthorizationError', 403, error.message)
  const names = queryServices.has(service) ? queryNames : jsonNames
  const name = names[error.name] ?? error.name
  return new AwsError(name, status400.has(service) ? 400 : error.status, error.message, error.details)
}
