import type { AwsService, Principal } from '../aws-service.ts'
import { createAwsJson } from '../protocols/aws-json.ts'
import type { Store } from '../state/store.ts'
import { defaultAttributes, readAttributes } from './attributes.ts'
import { authorizationsOf } from './authorizations.ts'
import { errorType, queryErrorHeader } from './errors.ts'
import { queueFromTemplate } from './from-template.ts'
import { checkMembers, type Input } from './operations/operation.ts'
import { operations } from './operations/operations.ts'
import { asReceived, type ReceivedMessage } from './operations/receive.ts'
import { remove } from './operations/received.ts'
import { send } from './operations/send.ts'
import type { MessageAttribute } from './queue.ts'
import { openQueues } from './queues.ts'
import { createScheduler, type Scheduler } from './scheduler.ts'

export interface QueuesOptions {
  store: Store
  /** Milliseconds since 1970. */
  clock: () => number
  scheduler?: Scheduler
  region: string
  accountId: string
  /** Where clients reach SQS, e.g. `http://127.0.0.1:4566`; a function where the port is known only later. */
  endpoint: string | (() => string)
  /** Told of each queue's resource policy, when it is opened and when it changes. */
  onPolicy?: (queueArn: string, document: string | undefined) => void
}

export interface LocalQueues extends AwsService {
  /** Makes or changes the queue of an AWS::SQS::Queue by its resolved properties; messages stay. */
  createQueue(properties: Record<string, unknown>): { url: string; arn: string; name: string }
  /** The document of an AWS::SQS::QueuePolicy, for one queue by URL or ARN. */
  setPolicy(urlOrArn: string, document: unknown): void
  /** Sends in the name of a service, under the rules of SendMessage; answers the message ID. */
  send(urlOrArn: string, body: string, attributes?: Record<string, MessageAttribute>): string
  /** Calls `listener` whenever the queue has visible messages; the answer ends that. */
  onMessage(urlOrArn: string, listener: () => void): () => void
  /** Up to ten messages at once, with all their attributes, hidden for the queue's visibility time-out. */
  receive(urlOrArn: string, most?: number): Promise<ReceivedMessage[]>
  delete(urlOrArn: string, receiptHandle: string): void
  /** Attributes as they are set, e.g. VisibilityTimeout in seconds. */
  attributes(urlOrArn: string): typeof defaultAttributes
  /** How long the oldest message waits, in seconds; 0 for an empty queue. */
  oldestAge(urlOrArn: string): number
  /** Resolves once every queue that somebody listens to is empty: nothing visible, delayed or in flight. */
  idle(): Promise<void>
  /** Does what is due now: for callers that moved the clock. */
  runDue(): void
  close(): Promise<void>
}

/** SQS on this machine: standard queues that keep their messages in the store. */
export const createQueues = (options: QueuesOptions): LocalQueues => {
  const { endpoint, clock, accountId } = options
  const scheduler = options.scheduler ?? createScheduler(clock)
  const queues = openQueues({
    ...options,
    scheduler,
    endpoint: typeof endpoint === 'string' ? () => endpoint : endpoint,
    onPolicy: options.onPolicy ?? (() => {}),
  })
  const protocol = createAwsJson({
    service: 'SQS',
    version: '1.0',
    targetPrefix: 'AmazonSQS',
    operations: Object.keys(operations),
    errorType,
  })
  const contextOf = (senderId: string) => ({ queues, clock, senderId })
  const service = contextOf(accountId)
  const isIdle = () =>
    queues.names().every((name) => {
      const messages = queues.find(name)?.messages
      return messages?.hasListeners() !== true || messages.isEmpty()
    })

  return {
    signingNames: ['sqs'],
    name: 'sqs',
    route: protocol.route,
    authorizations: (call) => authorizationsOf(queues.arn, call),
    handle: async ({ operation, input }, caller: Principal) => {
      const known = operations[operation]
      checkMembers(operation, known?.members ?? [], input as Input)
      return protocol.answer(await known?.act(contextOf(caller.userId), input as Input))
    },
    renderError: (error) => protocol.renderError(error, queryErrorHeader(error)),
    createQueue: (properties) => {
      const { name, attributes, tags } = queueFromTemplate(properties)
      const queue = queues.find(name) ?? queues.create(name, attributes, tags)
      const { Policy } = queue.record.attributes
      // A property taken out of the template falls back to its default; the policy is a resource of its own.
      const wanted = { ...defaultAttributes, ...(Policy === undefined ? {} : { Policy }), ...attributes }
      queues.change(queue, { attributes: wanted, tags })
      return { url: queues.url(name), arn: queues.arn(name), name }
    },
    setPolicy: (urlOrArn, document) => {
      const queue = queues.get(urlOrArn)
      queues.change(queue, { attributes: { ...queue.record.attributes, ...readAttributes({ Policy: document }) } })
    },
    send: (urlOrArn, MessageBody, MessageAttributes = {}) =>
      send(service, queues.get(urlOrArn), { MessageBody, MessageAttributes }).MessageId,
    onMessage: (urlOrArn, listener) => queues.get(urlOrArn).messages.listen(listener),
    receive: async (urlOrArn, most = 10) => {
      const { record, messages } = queues.get(urlOrArn)
      const received = await messages.receive(most, record.attributes.VisibilityTimeout, 0)
      return received.map((message) => asReceived(message, ['All'], ['All']))
    },
    delete: (urlOrArn, ReceiptHandle) => void remove(service, queues.get(urlOrArn), { ReceiptHandle }),
    attributes: (urlOrArn) => queues.get(urlOrArn).record.attributes,
    oldestAge: (urlOrArn) => {
      const [oldest] = queues.get(urlOrArn).messages.all()
      return oldest === undefined ? 0 : Math.max(0, Math.floor((clock() - oldest.sentAt) / 1000))
    },
    idle: () => new Promise((resolve) => queues.whenOnce(isIdle, resolve)),
    runDue: scheduler.runDue,
    close: async () => {
      queues.stop()
      scheduler.stop()
    },
  }
}
