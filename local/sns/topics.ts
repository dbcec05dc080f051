import { randomUUID } from 'node:crypto'
import { AwsError } from '../aws-service.ts'
import type { Store } from '../state/store.ts'
import type { Delivery, MessageAttribute, Notification, SubscriptionRecord, TopicRecord } from './topic.ts'

export interface TopicsDeps {
  store: Store
  clock: () => number
  region: string
  accountId: string
  /** Hands a notification to a queue or function; throws, with the reason, where it may not or cannot. */
  deliver?: (subscription: SubscriptionRecord, notification: Notification) => void | Promise<void>
  /** Told of each topic's resource policy. */
  onPolicy: (topicArn: string, document: string | undefined) => void
}

export interface NewNotification {
  message: string
  subject?: string
  attributes?: Record<string, MessageAttribute>
}

/** The largest message. Source: SNS API Reference, "Publish". */
const MAX_BYTES = 262_144

const invalid = (message: string) => new AwsError('InvalidParameter', 400, `Invalid parameter: ${message}`)

/** All topics of the account, their subscriptions, and every message published. */
export const openTopics = (deps: TopicsDeps) => {
  const records = deps.store.collection<TopicRecord>('sns-topics')
  const subscriptions = deps.store.collection<SubscriptionRecord>('sns-subscriptions')
  const published = deps.store.collection<Notification>('sns-messages')
  const deliveries: Delivery[] = []
  const underWay = new Set<Promise<void>>()
  let count = published.entries().length

  const arnOf = (name: string) => `arn:aws:sns:${deps.region}:${deps.accountId}:${name}`
  const get = (arn: unknown): TopicRecord => {
    const record = records.get(String(arn).split(':').at(-1) ?? '')
    if (record === undefined || arnOf(record.name) !== arn)
      throw new AwsError('NotFound', 404, `Topic does not exist: ${String(arn)}`)
    return record
  }
  const put = (record: TopicRecord): string => {
    records.put(record.name, record)
    deps.onPolicy(arnOf(record.name), record.policy)
    return arnOf(record.name)
  }
  const subscriptionsOf = (topicArn: string) => subscriptions.entries(`${topicArn}:`).map(([, one]) => one)

  const handOver = async (subscription: SubscriptionRecord, notification: Notification) => {
    const { arn: subscriptionArn, protocol, endpoint } = subscription
    const delivery = { messageId: notification.messageId, subscriptionArn, protocol, endpoint }
    try {
      if (protocol === 'email') throw new Error('the local SNS sends no e-mail')
      if (deps.deliver === undefined) throw new Error('nothing is wired to take deliveries')
      await deps.deliver(subscription, notification)
      deliveries.push({ ...delivery, outcome: 'delivered' })
    } catch (error) {
      deliveries.push({ ...delivery, outcome: 'not delivered', reason: (error as Error).message })
    }
  }

  for (const [, record] of records.entries()) deps.onPolicy(arnOf(record.name), record.policy)

  return {
    arnOf,
    get,
    put,
    find: (name: string) => records.get(name),
    arns: () => records.entries().map(([name]) => arnOf(name)),
    delete: (arn: string) => {
      for (const subscription of subscriptionsOf(arn)) subscriptions.delete(subscription.arn)
      records.delete(get(arn).name)
    },
    subscriptions: () => subscriptions.entries().map(([, one]) => one),
    subscriptionsOf,
    subscription: (arn: string) => subscriptions.get(arn),
    /** Subscribes an endpoint once; a second time answers the subscription there is. */
    subscribe: (topicArn: unknown, protocol: unknown, endpoint: unknown, rawMessageDelivery: boolean) => {
      get(topicArn)
      if (protocol !== 'sqs' && protocol !== 'lambda' && protocol !== 'email')
        throw invalid(`the local SNS has the protocols sqs, lambda and email, not ${String(protocol)}`)
      if (typeof endpoint !== 'string' || !/^arn:aws:|@/.test(endpoint)) throw invalid(`Endpoint ${String(endpoint)}`)
      const existing = subscriptionsOf(String(topicArn)).find(
        (one) => one.protocol === protocol && one.endpoint === endpoint,
      )
      const subscription = {
        arn: existing?.arn ?? `${String(topicArn)}:${randomUUID()}`,
        topicArn: String(topicArn),
        protocol,
        endpoint,
        rawMessageDelivery,
        isConfirmed: protocol !== 'email',
      } satisfies SubscriptionRecord
      subscriptions.put(subscription.arn, subscription)
      return subscription
    },
    unsubscribe: (arn: string) => void subscriptions.delete(arn),
    publish: (topicArn: unknown, { message, subject, attributes = {} }: NewNotification): Notification => {
      get(topicArn)
      if (message === '') throw invalid('Empty message')
      if (Buffer.byteLength(message) > MAX_BYTES)
        throw invalid(`Message too long: ${Buffer.byteLength(message)} bytes, ${MAX_BYTES} are allowed`)
      const notification: Notification = {
        messageId: randomUUID(),
        topicArn: String(topicArn),
        message,
        attributes,
        publishedAt: deps.clock(),
        ...(subject === undefined ? {} : { subject }),
      }
      count += 1
      published.put(`${notification.topicArn}/${String(count).padStart(16, '0')}`, notification)
      for (const subscription of subscriptionsOf(notification.topicArn)) {
        const work = handOver(subscription, notification).finally(() => underWay.delete(work))
        underWay.add(work)
      }
      return notification
    },
    messages: (topicArn: string) => published.entries(`${topicArn}/`).map(([, one]) => one),
    deliveries: () => [...deliveries],
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

export type Topics = ReturnType<typeof openTopics>
