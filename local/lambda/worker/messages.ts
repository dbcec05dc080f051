/** What the worker thread of a function is started with. */
export interface WorkerStart {
  /** Directory of the unpacked code. */
  directory: string
  /** `index.handler` */
  handler: string
  logFormat: 'Text' | 'JSON'
  context: {
    functionName: string
    functionVersion: '$LATEST'
    invokedFunctionArn: string
    memoryLimitInMB: string
    logGroupName: string
    logStreamName: string
  }
}

/** To the worker: one invocation at a time. Events and results are JSON texts, as in the Lambda runtime API. */
export interface Invoke {
  requestId: string
  event: string
  /** Milliseconds since 1970. */
  deadline: number
}

/** The body that Lambda answers for a failed invocation. */
export interface FunctionError {
  errorType: string
  errorMessage: string
  trace: string[]
}

/** From the worker. Lines come before the result that they belong to. */
export type WorkerMessage =
  | { type: 'ready' }
  | { type: 'line'; text: string }
  | { type: 'result'; payload: string }
  | { type: 'failed'; error: FunctionError }
