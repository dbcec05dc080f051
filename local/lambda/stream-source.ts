import type { LocalDynamoDb } from '../dynamodb/create-dynamo-db.ts'
import type { StreamRecord } from '../dynamodb/streams/stream.ts'
import { type EventPattern, matchesPattern } from '../eventbridge/event-pattern.ts'
import type { Collection } from '../state/store.ts'
import type { EventSource } from './event-source.ts'
import { firstFailed } from './first-failed.ts'
import type { Functions } from './functions.ts'

export interface StreamSourceConfig {
  streamArn: string
  functionName: string
  batchSize: number
  startingPosition: 'TRIM_HORIZON' | 'LATEST'
  reportsItemFailures: boolean
  bisectsOnError: boolean
  isEnabled: boolean
  /** A record is taken if it matches one; none takes all. */
  filters: readonly EventPattern[]
}

export interface StreamSourceDeps {
  dynamodb: Pick<LocalDynamoDb, 'streams'>
  functions: Functions
  /** How far each source has read, kept over restarts. */
  checkpoints: Collection<string>
  log(line: string): void
}

const firstPauseMs = 100
const longestPauseMs = 10_000

/**
 * Feeds a function from a table's stream, in order and one batch at a time, as Lambda does for one shard. A batch that
 * fails is tried until it succeeds, with pauses that grow; nothing behind it passes (Lambda guide, "DynamoDB").
 */
export const createStreamSource = (
  config: StreamSourceConfig,
  { dynamodb: { streams }, functions, checkpoints, log }: StreamSourceDeps,
): EventSource => {
  const { streamArn, functionName, batchSize, filters } = config
  const name = `${streamArn} → ${functionName}`
  let pumping: Promise<void> | undefined
  let hasNews = false
  let isStopped = false
  /** Pending while a batch is at work or there is none; resolved while one waits to be tried again. */
  let paused = Promise.withResolvers<void>()
  let isPaused = false
  let unsubscribe = () => {}
  let wake = () => {}

  const position = (): string => checkpoints.get(name) ?? ''
  const moveTo = async (sequence: string) => {
    checkpoints.put(name, sequence)
    await streams.forget(streamArn, sequence)
  }
  const pause = async (ms: number) => {
    isPaused = true
    paused.resolve()
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    isPaused = false
    paused = Promise.withResolvers()
  }
  const isWanted = (record: StreamRecord) =>
    filters.length === 0 || filters.some((pattern) => matchesPattern(pattern, record))

  /** Invokes the function with some records; answers how many of them, from the first, are done. */
  const deliver = async (records: StreamRecord[]): Promise<number> => {
    const Records = records.map((record) => ({ ...record, eventSourceARN: streamArn }))
    const result = await functions.invoke(functionName, { Records })
    const failed = firstFailed(
      records.map(({ dynamodb }) => dynamodb.SequenceNumber),
      result,
      config.reportsItemFailures,
    )
    return failed ?? records.length
  }
  const work = async (batch: StreamRecord[]): Promise<void> => {
    let waiting = batch.filter(isWanted)
    let size = waiting.length
    let pauseMs = firstPauseMs
    while (waiting.length > 0 && !isStopped) {
      const part = waiting.slice(0, size)
      const done = await deliver(part)
      const last = part[done - 1]
      if (last !== undefined) await moveTo(last.dynamodb.SequenceNumber)
      waiting = waiting.slice(done)
      if (done === part.length) continue
      if (config.bisectsOnError) size = Math.max(1, Math.floor(part.length / 2))
      log(
        `event source ${name}: tried again in ${pauseMs} ms, from sequence number ${part[done]?.dynamodb.SequenceNumber}`,
      )
      await pause(pauseMs)
      pauseMs = done > 0 ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs)
    }
    const last = batch.at(-1)
    if (!isStopped && last !== undefined) await moveTo(last.dynamodb.SequenceNumber)
  }
  const pump = async () => {
    while (!isStopped) {
      hasNews = false
      const batch = await streams.read(streamArn, position(), batchSize)
      if (batch.length > 0) await work(batch)
      else if (!hasNews) return
    }
  }
  const onNews = () => {
    hasNews = true
    pumping ??= pump()
      .catch((error: Error) => log(`event source ${name}: ${error.message}`))
      .finally(() => {
        pumping = undefined
        if (hasNews && !isStopped) onNews()
      })
  }

  return {
    start: () => {
      if (!config.isEnabled) return
      if (checkpoints.get(name) === undefined)
        checkpoints.put(name, config.startingPosition === 'LATEST' ? streams.newest(streamArn) : '')
      unsubscribe = streams.listen(streamArn, onNews)
      onNews()
    },
    idle: async () => {
      while (pumping !== undefined && !isPaused) await Promise.race([pumping, paused.promise])
    },
    stop: async () => {
      isStopped = true
      unsubscribe()
      wake()
      await pumping
    },
  }
}
