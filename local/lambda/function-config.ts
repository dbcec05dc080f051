import { limits } from './limits.ts'

/** What the local cloud knows of one deployed function. */
export interface FunctionConfig {
  name: string
  arn: string
  /** Directory of the unpacked code. */
  directory: string
  handler: string
  runtime: string
  timeoutSeconds: number
  memoryMb: number
  roleArn: string
  environment: Readonly<Record<string, string>>
  logGroup: string
  logFormat: 'Text' | 'JSON'
}

/** A function that Lambda itself would refuse, or this machine cannot run as Lambda does. */
export class FunctionRefused extends Error {
  override name = 'FunctionRefused'
}

const supportedRuntime = 'nodejs24.x'

const reserved = new Set(
  [
    '_HANDLER _X_AMZN_TRACE_ID AWS_DEFAULT_REGION AWS_REGION AWS_EXECUTION_ENV AWS_LAMBDA_FUNCTION_NAME',
    'AWS_LAMBDA_FUNCTION_MEMORY_SIZE AWS_LAMBDA_FUNCTION_VERSION AWS_LAMBDA_INITIALIZATION_TYPE AWS_LAMBDA_LOG_GROUP_NAME',
    'AWS_LAMBDA_LOG_STREAM_NAME AWS_ACCESS_KEY AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN',
    'AWS_LAMBDA_RUNTIME_API LAMBDA_TASK_ROOT LAMBDA_RUNTIME_DIR',
  ].flatMap((line) => line.split(' ')),
)

const sizeOf = (environment: Readonly<Record<string, string>>) =>
  Object.entries(environment).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  )

/** Throws `FunctionRefused`, in Lambda's own words where it has some, for a function that could not be deployed. */
export const checkFunction = (config: FunctionConfig, nodeVersion = process.versions.node): void => {
  const expect = (holds: boolean, sentence: string) => {
    if (!holds) throw new FunctionRefused(`function ${config.name}: ${sentence}`)
  }
  const { environment, timeoutSeconds } = config
  expect(
    config.name.length <= limits.nameLength,
    `the name has ${config.name.length} characters, Lambda takes ${limits.nameLength}`,
  )
  expect(
    config.runtime === supportedRuntime,
    `the runtime ${config.runtime} is not supported by the local cloud, ${supportedRuntime} is`,
  )
  expect(
    nodeVersion.startsWith('24.'),
    `${config.runtime} needs Node 24, this is ${nodeVersion}: start the local cloud with Node 24 (npm run mintmark does)`,
  )
  expect(
    timeoutSeconds >= 1 && timeoutSeconds <= limits.timeoutSeconds,
    `the time-out is ${timeoutSeconds} s, Lambda takes 1 to ${limits.timeoutSeconds}`,
  )
  const taken = Object.keys(environment).filter((name) => reserved.has(name))
  expect(
    taken.length === 0,
    `Lambda was unable to configure your environment variables because they contain reserved keys: ${taken.join(', ')}`,
  )
  const size = sizeOf(environment)
  expect(
    size <= limits.environmentBytes,
    `Lambda was unable to configure your environment variables because they have ${size} bytes, over the limit of ${limits.environmentBytes}`,
  )
}
