import { randomUUID } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { AccessKeys } from '../iam/access-keys.ts'
import type { Identities } from '../iam/identities.ts'
import { environmentVariables } from './environment-variables.ts'
import type { FunctionConfig } from './function-config.ts'
import { platformLines } from './platform-lines.ts'
import type { FunctionError, Invoke, WorkerMessage, WorkerStart } from './worker/messages.ts'

export type InvocationResult = { payload: string } | { error: FunctionError }

/** One warm copy of a function: a worker thread with credentials of its own. */
export interface ExecutionEnvironment {
  config: FunctionConfig
  /** False once it died or failed to start; it takes no more invocations then. */
  isAlive(): boolean
  /** Runs one invocation; the caller sees to it that there is only one at a time. Never rejects. */
  invoke(requestId: string, event: string): Promise<InvocationResult>
  terminate(): Promise<void>
}

export interface EnvironmentDeps {
  region: string
  accountId: string
  awsEndpointUrl(): string
  identities: Identities
  /** Takes what the function prints. */
  output(config: FunctionConfig, stream: string, line: string): void
}

// Node runs the sources as they are; a package ships them compiled.
const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js'
const entry = new URL(`./worker/entry${extension}`, import.meta.url)

const exited: FunctionError = {
  errorType: 'Runtime.ExitError',
  errorMessage: 'RequestId: Error: Runtime exited without providing a reason',
  trace: [],
}

const timedOut = (requestId: string, seconds: number): FunctionError => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
  trace: [],
})

const credentialsFor = (
  config: FunctionConfig,
  deps: EnvironmentDeps,
  kill: () => void,
): ReturnType<AccessKeys['issue']> => {
  const role = deps.identities.roles.byArn(config.roleArn)
  const arn = `arn:aws:sts::${deps.accountId}:assumed-role/${role.name}/${config.name}`
  const principal = { kind: 'role', arn, accountId: deps.accountId, userId: `${role.id}:${config.name}` } as const
  return deps.identities.keys.issue(principal, config.name, { isTemporary: true, kill })
}

/** Starts a worker thread for a function (a cold start). */
export const startExecutionEnvironment = (config: FunctionConfig, deps: EnvironmentDeps): ExecutionEnvironment => {
  const logStream = `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomUUID().replaceAll('-', '')}`
  const credentials = credentialsFor(config, deps, () => void terminate())
  const { region } = deps
  const workerData: WorkerStart = {
    directory: config.directory,
    handler: config.handler,
    logFormat: config.logFormat,
    context: {
      functionName: config.name,
      functionVersion: '$LATEST',
      invokedFunctionArn: config.arn,
      memoryLimitInMB: String(config.memoryMb),
      logGroupName: config.logGroup,
      logStreamName: logStream,
    },
  }
  const worker = new Worker(entry, {
    workerData,
    env: environmentVariables(config, { region, awsEndpointUrl: deps.awsEndpointUrl(), credentials, logStream }),
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdin: false,
    stdout: true,
    stderr: true,
  })
  const output = (line: string) => deps.output(config, logStream, line)
  // The function's own output comes as messages; here Node itself speaks, for instance of a crash while it loads.
  for (const stream of [worker.stdout, worker.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output(text.trimEnd()))
  let failure: FunctionError | undefined
  let settle: ((result: InvocationResult) => void) | undefined
  let becomeReady: () => void
  const ready = new Promise<void>((resolve) => {
    becomeReady = resolve
  })

  const finish = (result: InvocationResult) => {
    const current = settle
    settle = undefined
    current?.(result)
  }
  const die = (error: FunctionError) => {
    failure ??= error
    deps.identities.keys.revoke(credentials.accessKeyId)
    becomeReady()
    finish({ error: failure })
  }
  const terminate = async () => {
    die(exited)
    await worker.terminate()
  }
  let isReady = false
  worker.on('message', (message: WorkerMessage) => {
    if (message.type === 'line') output(message.text)
    else if (message.type === 'result') finish({ payload: message.payload })
    else if (message.type === 'failed' && isReady) finish({ error: message.error })
    else if (message.type === 'failed') {
      die(message.error)
      void worker.terminate()
    } else {
      isReady = true
      becomeReady()
    }
  })
  worker.on('error', (error: Error) => {
    output(`${error.stack}`)
    die({ errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') })
  })
  worker.on('exit', () => die(exited))

  const runUntilTimeout = (requestId: string, event: string): Promise<InvocationResult> =>
    new Promise((resolve) => {
      const limit = config.timeoutSeconds
      const timer = setTimeout(() => {
        output(`${new Date().toISOString()} ${requestId} Task timed out after ${limit.toFixed(2)} seconds`)
        die(timedOut(requestId, limit))
        void worker.terminate()
      }, limit * 1000)
      settle = (result) => {
        clearTimeout(timer)
        resolve(result)
      }
      worker.postMessage({ requestId, event, deadline: Date.now() + limit * 1000 } satisfies Invoke)
    })

  return {
    config,
    isAlive: () => failure === undefined,
    invoke: async (requestId, event) => {
      await ready
      if (failure !== undefined) return { error: failure }
      const lines = platformLines(config.logFormat, requestId, config.memoryMb)
      for (const line of lines.start()) output(line)
      const began = performance.now()
      const result = await runUntilTimeout(requestId, event)
      for (const line of lines.end(performance.now() - began, 'payload' in result)) output(line)
      return result
    },
    terminate,
  }
}
