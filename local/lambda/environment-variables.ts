import { devNull } from 'node:os'
import type { Credentials } from '../iam/access-keys.ts'
import type { FunctionConfig } from './function-config.ts'

export interface Surroundings {
  region: string
  awsEndpointUrl: string
  credentials: Credentials
  logStream: string
}

/**
 * The whole environment of a function's worker: the template's variables and those that Lambda sets; nothing of this
 * process leaks in. Source: Lambda Developer Guide, "Defined runtime environment variables".
 */
export const environmentVariables = (
  config: FunctionConfig,
  { region, awsEndpointUrl, credentials, logStream }: Surroundings,
): Record<string, string> => ({
  ...config.environment,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_SESSION_TOKEN: credentials.sessionToken ?? '',
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ENDPOINT_URL: awsEndpointUrl,
  // Lambda has no such files; those of the person at this machine must not steer the SDK.
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EXECUTION_ENV: `AWS_Lambda_${config.runtime}`,
  AWS_LAMBDA_FUNCTION_NAME: config.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(config.memoryMb),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: config.logGroup,
  AWS_LAMBDA_LOG_STREAM_NAME: logStream,
  AWS_LAMBDA_LOG_FORMAT: config.logFormat,
  LAMBDA_TASK_ROOT: config.directory,
  _HANDLER: config.handler,
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
})
