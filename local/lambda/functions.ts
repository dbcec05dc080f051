import { randomUUID } from 'node:crypto'
import { AwsError } from '../aws-service.ts'
import type { Datum } from '../cloudwatch/metrics.ts'
import type { Identities } from '../iam/identities.ts'
import { type EnvironmentDeps, type InvocationResult, startExecutionEnvironment } from './execution-environment.ts'
import { checkFunction, type FunctionConfig, FunctionRefused } from './function-config.ts'
import { type InvokePermission, type Invoker, mayInvoke, missingPermission } from './invoke-permissions.ts'
import { limits } from './limits.ts'
import { createWorkerPool } from './worker-pool.ts'

export interface FunctionsDeps extends EnvironmentDeps {
  identities: Identities
  maxWorkers: number
  /** Takes what alarms watch: `Invocations` and `Errors` of each function. */
  metrics(data: Datum[]): void
  /** Milliseconds since 1970. */
  clock: () => number
  /** Told about every failed invocation. */
  log(line: string): void
}

export interface Functions {
  /** Throws `FunctionRefused` for a function that Lambda would refuse. */
  create(config: FunctionConfig): void
  /** By name or ARN. Throws `FunctionRefused` for one that is not there. */
  get(nameOrArn: string): FunctionConfig
  names(): string[]
  addPermission(nameOrArn: string, permission: InvokePermission): void
  /** Whether a service may invoke the function; `missingPermission` has the sentence if not. */
  permits(nameOrArn: string, invoker: Invoker): boolean
  /** Invokes in the account's own name. Never rejects for what the function does. */
  invoke(nameOrArn: string, event: unknown): Promise<InvocationResult>
  /** Invokes in the name of a service. Rejects with `AccessDeniedException` if no permission of the function covers it. */
  invokeFor(invoker: Invoker, nameOrArn: string, event: unknown): Promise<InvocationResult>
  /** Ends the warm copies of a function that are not at work, as AWS does at any time: the next invocation is a cold start. */
  retire(nameOrArn: string): Promise<void>
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>
  close(): Promise<void>
}

const tooLarge = (what: string, bytes: number): InvocationResult => ({
  error: {
    errorType: what === 'request' ? 'RequestEntityTooLargeException' : 'Function.ResponseSizeTooLarge',
    errorMessage: `The ${what} payload has ${bytes} bytes, over the maximum of ${limits.payloadBytes} bytes.`,
    trace: [],
  },
})

/** The deployed functions of the local cloud. */
export const createFunctions = (deps: FunctionsDeps): Functions => {
  const functions = new Map<string, { config: FunctionConfig; permissions: InvokePermission[] }>()
  const pool = createWorkerPool({
    maxWorkers: deps.maxWorkers,
    start: (config) => startExecutionEnvironment(config, deps),
  })
  const entry = (nameOrArn: string) => {
    const name = nameOrArn.startsWith('arn:') ? nameOrArn.split(':')[6] : nameOrArn
    const found = functions.get(name ?? '')
    if (found === undefined)
      throw new FunctionRefused(
        `there is no function ${nameOrArn}; known: ${[...functions.keys()].join(', ') || 'none'}`,
      )
    return found
  }

  const inFlight = new Set<Promise<unknown>>()
  const track = <T>(work: Promise<T>): Promise<T> => {
    const settled = work.finally(() => inFlight.delete(settled))
    inFlight.add(settled)
    return settled
  }

  const run = async (config: FunctionConfig, event: unknown): Promise<InvocationResult> => {
    const text = JSON.stringify(event)
    const size = Buffer.byteLength(text)
    if (size > limits.payloadBytes) return tooLarge('request', size)
    const result = await pool.run(config, randomUUID(), text)
    if ('error' in result) return result
    const answered = Buffer.byteLength(result.payload)
    return answered > limits.payloadBytes ? tooLarge('response', answered) : result
  }

  const invoke = async (nameOrArn: string, event: unknown): Promise<InvocationResult> => {
    const { config } = entry(nameOrArn)
    const dimensions = { FunctionName: config.name }
    const count = (name: string) =>
      deps.metrics([{ namespace: 'AWS/Lambda', name, dimensions, values: [1], timestamp: deps.clock() }])
    count('Invocations')
    const result = await track(run(config, event))
    if ('error' in result) {
      const { errorType, errorMessage } = result.error
      deps.log(`function ${config.name} failed: ${errorType}: ${errorMessage}`)
      count('Errors')
    }
    return result
  }

  const permits = (nameOrArn: string, invoker: Invoker) => mayInvoke(entry(nameOrArn).permissions, invoker)

  return {
    create: (config) => {
      checkFunction(config)
      if (deps.identities.assumeRole(config.roleArn, 'lambda.amazonaws.com', {}).result !== 'allowed')
        throw new FunctionRefused(
          `function ${config.name}: The role defined for the function cannot be assumed by Lambda (${config.roleArn} must trust lambda.amazonaws.com).`,
        )
      functions.set(config.name, { config, permissions: [] })
    },
    get: (nameOrArn) => entry(nameOrArn).config,
    names: () => [...functions.keys()],
    addPermission: (nameOrArn, permission) => void entry(nameOrArn).permissions.push(permission),
    permits,
    invoke,
    invokeFor: async (invoker, nameOrArn, event) => {
      if (!permits(nameOrArn, invoker)) {
        const sentence = missingPermission(entry(nameOrArn).config.name, invoker)
        deps.log(sentence)
        throw new AwsError('AccessDeniedException', 403, sentence)
      }
      return invoke(nameOrArn, event)
    },
    retire: (nameOrArn) => pool.retire(entry(nameOrArn).config),
    idle: async () => {
      while (inFlight.size > 0) await Promise.allSettled(inFlight)
    },
    close: pool.close,
  }
}
