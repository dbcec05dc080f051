import { parentPort, workerData } from 'node:worker_threads'
import { captureOutput } from './capture-output.ts'
import { type Handler, loadHandler } from './load-handler.ts'
import type { FunctionError, Invoke, WorkerMessage, WorkerStart } from './messages.ts'
import { limitToBundle } from './task-scope.ts'

// The body of a function's worker thread: load the handler once, then answer one invocation after the other.
const start = workerData as WorkerStart
const port = parentPort
if (port === null) throw new Error('worker/entry.ts runs in a worker thread only')

const send = (message: WorkerMessage) => port.postMessage(message)
let requestId = ''
captureOutput(
  start.logFormat,
  () => requestId,
  (text) => send({ type: 'line', text }),
)

const asFunctionError = (thrown: unknown): FunctionError =>
  thrown instanceof Error
    ? { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') }
    : { errorType: 'string', errorMessage: String(thrown), trace: [] }

const fail = (thrown: unknown, what: string) => {
  const error = asFunctionError(thrown)
  console.error(
    what,
    JSON.stringify({ errorType: error.errorType, errorMessage: error.errorMessage, stack: error.trace }),
  )
  send({ type: 'failed', error })
}

const run = async (handler: Handler, { requestId: id, event, deadline }: Invoke) => {
  requestId = id
  const context = {
    ...start.context,
    awsRequestId: id,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  }
  try {
    send({ type: 'result', payload: JSON.stringify(await handler(JSON.parse(event), context)) ?? 'null' })
  } catch (error) {
    fail(error, 'Invoke Error')
  }
}

try {
  limitToBundle(start.directory)
  const handler = await loadHandler(start.directory, start.handler)
  port.on('message', (invoke: Invoke) => void run(handler, invoke))
  send({ type: 'ready' })
} catch (error) {
  fail(error, 'Uncaught Exception')
}
