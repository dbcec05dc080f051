import { randomUUID } from 'node:crypto'
import type { Store } from '../state/store.ts'
import { defaultAttributes, type QueueAttributes } from './attributes.ts'
import { sqsError } from './errors.ts'
import { createMessageQueue, type MessageQueue } from './message-queue.ts'
import type { MessageAttribute, MessageRecord, QueueRecord } from './queue.ts'
import type { Scheduler } from './scheduler.ts'

export interface QueuesDeps {
  store: Store
  clock: () => number
  scheduler: Scheduler
  region: string
  accountId: string
  /** Where clients reach SQS; the queues' URLs begin with it. */
  endpoint: () => string
  /** Told of each queue's resource policy. */
  onPolicy: (queueArn: string, document: string | undefined) => void
}

export interface NewMessage {
  body: string
  attributes: Record<string, MessageAttribute>
  delaySeconds?: number
  senderId: string
  traceHeader?: string
}

export interface Queue {
  record: QueueRecord
  messages: MessageQueue
}

/** All queues of the account, each with its messages. */
export interface Queues {
  arn(name: string): string
  url(name: string): string
  find(name: string): Queue | undefined
  /** By URL or ARN, of which only the name counts. Throws QueueDoesNotExist. */
  get(urlOrArn: unknown): Queue
  names(): string[]
  create(name: string, attributes: Partial<QueueAttributes>, tags: Record<string, string>): Queue
  change(queue: Queue, change: Partial<Pick<QueueRecord, 'attributes' | 'tags'>>): void
  delete(queue: Queue): void
  send(queue: Queue, message: NewMessage): MessageRecord
  /** Acts as soon as `holds` answers true; it is asked now and whenever a message is gone. */
  whenOnce(holds: () => boolean, act: () => void): void
  stop(): void
}

const keyOf = ({ queue, sequence }: MessageRecord) => `${queue}/${String(sequence).padStart(16, '0')}`

export const openQueues = (deps: QueuesDeps): Queues => {
  const records = deps.store.collection<QueueRecord>('sqs-queues')
  const stored = deps.store.collection<MessageRecord>('sqs-messages')
  const queues = new Map<string, Queue>()
  const awaited = new Set<{ holds: () => boolean; act: () => void }>()
  let sequence = 0

  const arn = (name: string) => `arn:aws:sqs:${deps.region}:${deps.accountId}:${name}`
  const messageGone = () => {
    for (const one of awaited) if (one.holds() && awaited.delete(one)) one.act()
  }
  const find = (name: string) => queues.get(name)
  const put = (queue: QueueRecord, message: Omit<MessageRecord, 'queue' | 'sequence'>) => {
    sequence += 1
    const record = { ...message, queue: queue.name, sequence }
    find(queue.name)?.messages.add(record)
    return record
  }
  const moveToDeadLetters = (from: QueueRecord, message: MessageRecord): boolean => {
    const target = find(nameIn(from.attributes.RedrivePolicy?.deadLetterTargetArn))
    if (target === undefined) return false
    const { receiptHandle: _, ...moved } = message
    put(target.record, { ...moved, visibleAt: deps.clock(), deadLetterSource: arn(from.name) })
    return true
  }
  const open = (record: QueueRecord, messages: MessageRecord[]): Queue => {
    const queue: Queue = {
      record,
      messages: createMessageQueue(
        {
          attributes: () => queue.record.attributes,
          clock: deps.clock,
          scheduler: deps.scheduler,
          save: (message) => stored.put(keyOf(message), message),
          remove: (message) => {
            stored.delete(keyOf(message))
            queueMicrotask(messageGone)
          },
          moveToDeadLetters: (message) => moveToDeadLetters(queue.record, message),
        },
        messages,
      ),
    }
    queues.set(record.name, queue)
    deps.onPolicy(arn(record.name), record.attributes.Policy)
    return queue
  }

  for (const [, record] of records.entries()) {
    const messages = stored.entries(`${record.name}/`).map(([, message]) => message)
    sequence = Math.max(sequence, ...messages.map((message) => message.sequence))
    open(record, messages)
  }

  return {
    arn,
    url: (name) => `${deps.endpoint()}/${deps.accountId}/${name}`,
    find,
    get: (urlOrArn) => {
      const queue = find(nameIn(urlOrArn))
      if (queue !== undefined) return queue
      throw sqsError('QueueDoesNotExist', `The specified queue does not exist: ${String(urlOrArn)}`)
    },
    names: () => [...queues.keys()].sort(),
    create: (name, attributes, tags) => {
      const now = Math.floor(deps.clock() / 1000)
      const record = {
        name,
        attributes: { ...defaultAttributes, ...attributes },
        createdAt: now,
        modifiedAt: now,
        tags,
      }
      records.put(name, record)
      return open(record, [])
    },
    change: (queue, change) => {
      queue.record = { ...queue.record, ...change, modifiedAt: Math.floor(deps.clock() / 1000) }
      records.put(queue.record.name, queue.record)
      deps.onPolicy(arn(queue.record.name), queue.record.attributes.Policy)
    },
    delete: (queue) => {
      for (const message of queue.messages.all()) queue.messages.delete(message)
      queue.messages.stop()
      queues.delete(queue.record.name)
      records.delete(queue.record.name)
    },
    send: (queue, { delaySeconds, traceHeader, ...message }) => {
      const now = deps.clock()
      return put(queue.record, {
        ...message,
        ...(traceHeader === undefined ? {} : { traceHeader }),
        messageId: randomUUID(),
        sentAt: now,
        visibleAt: now + (delaySeconds ?? queue.record.attributes.DelaySeconds) * 1000,
        receiveCount: 0,
      })
    },
    whenOnce: (holds, act) => {
      awaited.add({ holds, act })
      messageGone()
    },
    stop: () => {
      for (const { messages } of queues.values()) messages.stop()
    },
  }
}

/** The queue's name at the end of its URL or ARN. */
export const nameIn = (urlOrArn: unknown): string =>
  String(urlOrArn ?? '')
    .split(/[/:]/)
    .at(-1) ?? ''
