import type { LocalQueues } from '../sqs/create-queues.ts'
import type { ReceivedMessage } from '../sqs/operations/receive.ts'
import { doneMessages } from './batch-result.ts'
import type { Functions } from './functions.ts'

export interface EventSourceConfig {
  queueArn: string
  functionName: string
  batchSize: number
  windowSeconds: number
  reportsItemFailures: boolean
  isEnabled: boolean
  /** Batches at work at the same time. */
  maxConcurrency: number
}

export interface EventSource {
  start(): void
  /** Resolves when no batch is at work and nothing is receivable. */
  idle(): Promise<void>
  stop(): Promise<void>
}

export interface EventSourceDeps {
  queues: Pick<LocalQueues, 'attributes' | 'delete' | 'onMessage' | 'receive'>
  functions: Functions
  log(line: string): void
}

const mostPerReceive = 10

const recordOf = ({ queueArn }: EventSourceConfig, message: ReceivedMessage) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes,
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        dataType: DataType,
        stringValue: StringValue,
        binaryValue: BinaryValue,
        stringListValues: [],
        binaryListValues: [],
      },
    ]),
  ),
  md5OfBody: message.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: queueArn.split(':')[3],
})

/** Feeds a function from a queue, in batches, whenever the queue says that there is something. */
export const createEventSource = (
  config: EventSourceConfig,
  { queues, functions, log }: EventSourceDeps,
): EventSource => {
  const { queueArn, functionName, batchSize, windowSeconds, reportsItemFailures, maxConcurrency } = config
  const working = new Set<Promise<void>>()
  let pumping: Promise<void> | undefined
  let hasNews = false
  let isStopped = false
  let unsubscribe = () => {}
  let wake = () => {}

  const receiveUpTo = async (max: number): Promise<ReceivedMessage[]> => {
    const messages: ReceivedMessage[] = []
    while (messages.length < max) {
      const more = await queues.receive(queueArn, Math.min(mostPerReceive, max - messages.length))
      if (more.length === 0) break
      messages.push(...more)
    }
    return messages
  }
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  // A batch is closed when it is full or its window is over, whichever is first.
  const gather = async (): Promise<ReceivedMessage[]> => {
    const messages = await receiveUpTo(batchSize)
    const end = performance.now() + windowSeconds * 1000
    while (messages.length > 0 && messages.length < batchSize && performance.now() < end && !isStopped) {
      await pause(end - performance.now())
      messages.push(...(await receiveUpTo(batchSize - messages.length)))
    }
    return messages
  }
  const work = async (messages: ReceivedMessage[]) => {
    const result = await functions.invoke(functionName, {
      Records: messages.map((message) => recordOf(config, message)),
    })
    const done = new Set(
      doneMessages(
        messages.map(({ MessageId: id }) => id),
        result,
        reportsItemFailures,
      ),
    )
    for (const { MessageId: id, ReceiptHandle: handle } of messages) if (done.has(id)) queues.delete(queueArn, handle)
  }
  const begin = (messages: ReceivedMessage[]) => {
    const job = work(messages)
      .catch((error: Error) => log(`event source ${queueArn} → ${functionName}: ${error.message}`))
      .finally(() => working.delete(job))
    working.add(job)
  }
  // One batch is gathered at a time, so that messages of one window do not spread over several.
  const pump = async () => {
    while (!isStopped) {
      if (working.size >= maxConcurrency) await Promise.race(working)
      hasNews = false
      const messages = await gather()
      if (messages.length > 0) begin(messages)
      else if (!hasNews) return
    }
  }
  const onNews = () => {
    hasNews = true
    wake()
    pumping ??= pump()
      .catch((error: Error) => log(`event source ${queueArn}: ${error.message}`))
      .finally(() => {
        pumping = undefined
      })
  }

  return {
    start: () => {
      if (!config.isEnabled) return
      unsubscribe = queues.onMessage(queueArn, onNews)
      onNews()
    },
    idle: async () => {
      // What was sent just now is told in a microtask of its own.
      await new Promise((resolve) => setImmediate(resolve))
      while (pumping !== undefined || working.size > 0) await Promise.all([pumping, ...working])
    },
    stop: async () => {
      isStopped = true
      unsubscribe()
      wake()
      // What was being gathered may still begin a batch, so the batches are waited for after it.
      await pumping
      await Promise.all(working)
    },
  }
}
