import { AwsError } from '../aws-service.ts'

export const groupNotFound = (name: string): AwsError =>
  new AwsError('ResourceNotFoundException', 400, `The specified log group does not exist: ${name}`)

export const streamNotFound = (name: string): AwsError =>
  new AwsError('ResourceNotFoundException', 400, `The specified log stream does not exist: ${name}`)

export const alreadyExists = (what: string): AwsError =>
  new AwsError('ResourceAlreadyExistsException', 400, `${what} already exists`)

export const invalidParameter = (message: string): AwsError => new AwsError('InvalidParameterException', 400, message)
