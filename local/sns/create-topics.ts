import type { Authorization, AwsService, ServiceCall } from '../aws-service.ts'
import { createAwsQuery } from '../protocols/aws-query.ts'
import { refuseUnknownMembers } from '../protocols/refuse-unknown-members.ts'
import { operations } from './operations.ts'
import type { Delivery, Notification } from './topic.ts'
import { type NewNotification, openTopics, type Topics, type TopicsDeps } from './topics.ts'

export type TopicsOptions = Omit<TopicsDeps, 'onPolicy'> & Partial<Pick<TopicsDeps, 'onPolicy'>>

type Properties = Record<string, unknown>

export interface LocalTopics extends AwsService {
  /** Makes or changes the topic of an AWS::SNS::Topic by its resolved properties. */
  createTopic(properties: Properties): { arn: string; name: string }
  /** The subscription of an AWS::SNS::Subscription; answers its ARN. */
  createSubscription(properties: Properties): string
  /** The document of an AWS::SNS::TopicPolicy, for one topic. */
  setPolicy(topicArn: string, document: unknown): void
  /** Publishes in the name of a service; answers the message ID. */
  publish(topicArn: string, notification: NewNotification): string
  /** Everything published to a topic, the oldest first. */
  messages(topicArn: string): Notification[]
  /** What was handed to subscribers since the start, with the reason where it failed. */
  deliveries(): Delivery[]
  /** Resolves when no delivery is under way. */
  idle(): Promise<void>
}

/** SNS on this machine: topics, subscriptions and what was published, kept in the store. */
export const createTopics = (options: TopicsOptions): LocalTopics => {
  const topics = openTopics({ onPolicy: () => {}, ...options })
  const protocol = createAwsQuery({
    service: 'SNS',
    xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    operations: Object.keys(operations),
  })
  return {
    signingNames: ['sns'],
    name: 'sns',
    route: protocol.route,
    authorizations: (call) => authorizationsOf(topics, call),
    handle: async ({ operation, input }) => {
      const known = operations[operation]
      refuseUnknownMembers(`SNS, in ${operation}`, input as object, known?.members ?? [], 'InvalidParameter')
      return protocol.answer(operation, known?.act(topics, input as Properties) ?? {})
    },
    renderError: protocol.renderError,
    createTopic: (properties) => {
      refuseUnknownMembers('SNS, in AWS::SNS::Topic', properties, ['TopicName', 'DisplayName', 'Subscription', 'Tags'])
      const { TopicName: name, DisplayName = '', Subscription = [], Tags = [] } = properties
      if (typeof name !== 'string')
        throw new Error('AWS::SNS::Topic: TopicName is missing; the local cloud needs a named topic')
      const tags = (Tags as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value])
      const policy = topics.find(name)?.policy
      const record = { name, displayName: String(DisplayName), tags: Object.fromEntries(tags) }
      const arn = topics.put({ ...record, ...(policy === undefined ? {} : { policy }) })
      for (const { Protocol, Endpoint } of Subscription as { Protocol: string; Endpoint: string }[])
        topics.subscribe(arn, Protocol, Endpoint, false)
      return { arn, name }
    },
    createSubscription: (properties) => {
      const known = ['TopicArn', 'Protocol', 'Endpoint', 'RawMessageDelivery']
      refuseUnknownMembers('SNS, in AWS::SNS::Subscription', properties, known)
      const { TopicArn, Protocol, Endpoint, RawMessageDelivery } = properties
      return topics.subscribe(TopicArn, Protocol, Endpoint, RawMessageDelivery === true).arn
    },
    setPolicy: (topicArn, document) =>
      void topics.put({
        ...topics.get(topicArn),
        policy: typeof document === 'string' ? document : JSON.stringify(document),
      }),
    publish: (topicArn, notification) => topics.publish(topicArn, notification).messageId,
    messages: topics.messages,
    deliveries: topics.deliveries,
    idle: topics.idle,
  }
}

/** The IAM action and resource of a call. Source: Service Authorization Reference, "Amazon SNS". */
const authorizationsOf = (topics: Topics, { operation, input }: ServiceCall): Authorization[] => {
  const { TopicArn, TargetArn, Name, SubscriptionArn } = input as Properties
  const ofSubscription = topics.subscription(String(SubscriptionArn))?.topicArn
  const resource = TopicArn ?? TargetArn ?? ofSubscription ?? (Name === undefined ? '*' : topics.arnOf(String(Name)))
  return [{ action: `sns:${operation}`, resource: String(resource) }]
}
