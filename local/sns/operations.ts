import { AwsError } from '../aws-service.ts'
import type { SubscriptionRecord } from './topic.ts'
import type { Topics } from './topics.ts'

type Input = Record<string, unknown>

export interface Operation {
  /** Members of its input; any other is refused by name. */
  members: readonly string[]
  act(topics: Topics, input: Input): object
}

const shown = ({ arn, topicArn, protocol, endpoint, isConfirmed }: SubscriptionRecord) => ({
  SubscriptionArn: isConfirmed ? arn : 'PendingConfirmation',
  Owner: topicArn.split(':')[4],
  Protocol: protocol,
  Endpoint: endpoint,
  TopicArn: topicArn,
})

const optional = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const settable: Record<string, 'displayName' | 'policy'> = { DisplayName: 'displayName', Policy: 'policy' }

const setting = (name: string, value: unknown) => {
  const field = settable[name]
  if (field === undefined)
    throw new AwsError(
      'InvalidParameter',
      400,
      `Invalid parameter: the local SNS does not know the topic attribute ${name}; it knows ${Object.keys(settable).join(', ')}`,
    )
  return { [field]: String(value) }
}

/** Every operation the local SNS knows, by its name in the API. */
export const operations: Record<string, Operation> = {
  CreateTopic: {
    members: ['Name', 'Attributes', 'Tags'],
    act: (topics, { Name, Attributes = {}, Tags = [] }) => {
      const name = String(Name)
      if (!/^[\w-]{1,256}$/.test(name))
        throw new AwsError('InvalidParameter', 400, `Invalid parameter: Topic Name ${name}`)
      const settings = Object.entries(Attributes as Input).map(([attribute, value]) => setting(attribute, value))
      const tags = (Tags as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value])
      const fresh = { name, displayName: '', tags: Object.fromEntries(tags) }
      return { TopicArn: topics.put(Object.assign(topics.find(name) ?? fresh, ...settings)) }
    },
  },
  DeleteTopic: {
    members: ['TopicArn'],
    act: (topics, { TopicArn }) => {
      topics.delete(String(TopicArn))
      return {}
    },
  },
  ListTopics: {
    members: ['NextToken'],
    act: (topics) => ({ Topics: topics.arns().map((TopicArn) => ({ TopicArn })) }),
  },
  GetTopicAttributes: {
    members: ['TopicArn'],
    act: (topics, { TopicArn }) => {
      const { displayName, policy } = topics.get(TopicArn)
      const subscriptions = topics.subscriptionsOf(String(TopicArn))
      const confirmed = subscriptions.filter(({ isConfirmed }) => isConfirmed).length
      const attributes: [string, string][] = [
        ['TopicArn', String(TopicArn)],
        ['Owner', String(TopicArn).split(':')[4] ?? ''],
        ['DisplayName', displayName],
        ['SubscriptionsConfirmed', String(confirmed)],
        ['SubscriptionsPending', String(subscriptions.length - confirmed)],
      ]
      return { Attributes: new Map(policy === undefined ? attributes : [...attributes, ['Policy', policy]]) }
    },
  },
  SetTopicAttributes: {
    members: ['TopicArn', 'AttributeName', 'AttributeValue'],
    act: (topics, { TopicArn, AttributeName, AttributeValue }) => {
      topics.put({ ...topics.get(TopicArn), ...setting(String(AttributeName), AttributeValue) })
      return {}
    },
  },
  Publish: {
    members: ['TopicArn', 'TargetArn', 'Message', 'Subject', 'MessageAttributes'],
    act: (topics, { TopicArn, TargetArn, Message, Subject, MessageAttributes = {} }) => {
      const subject = optional(Subject)
      const { messageId } = topics.publish(TopicArn ?? TargetArn, {
        message: optional(Message) ?? '',
        attributes: MessageAttributes as Record<string, { DataType: string }>,
        ...(subject === undefined ? {} : { subject }),
      })
      return { MessageId: messageId }
    },
  },
  Subscribe: {
    members: ['TopicArn', 'Protocol', 'Endpoint', 'Attributes', 'ReturnSubscriptionArn'],
    act: (topics, { TopicArn, Protocol, Endpoint, Attributes = {}, ReturnSubscriptionArn }) => {
      const { RawMessageDelivery, ...unknown } = Attributes as Input
      if (Object.keys(unknown).length > 0)
        throw new AwsError(
          'InvalidParameter',
          400,
          `Invalid parameter: the local SNS does not know the subscription attribute ${Object.keys(unknown).join(', ')}`,
        )
      const made = topics.subscribe(TopicArn, Protocol, Endpoint, RawMessageDelivery === 'true')
      const isShown = made.isConfirmed || ReturnSubscriptionArn === 'true'
      return { SubscriptionArn: isShown ? made.arn : 'pending confirmation' }
    },
  },
  Unsubscribe: {
    members: ['SubscriptionArn'],
    act: (topics, { SubscriptionArn }) => {
      topics.unsubscribe(String(SubscriptionArn))
      return {}
    },
  },
  ListSubscriptions: {
    members: ['NextToken'],
    act: (topics) => ({ Subscriptions: topics.subscriptions().map(shown) }),
  },
  ListSubscriptionsByTopic: {
    members: ['TopicArn', 'NextToken'],
    act: (topics, { TopicArn }) => {
      topics.get(TopicArn)
      return { Subscriptions: topics.subscriptionsOf(String(TopicArn)).map(shown) }
    },
  },
}
