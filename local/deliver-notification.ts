import { accessDeniedMessage } from './iam/access-denied.ts'
import type { Identities } from './iam/identities.ts'
import type { Functions } from './lambda/functions.ts'
import { queueBody } from './sns/envelope.ts'
import type { Notification, SubscriptionRecord } from './sns/topic.ts'
import type { LocalQueues } from './sqs/create-queues.ts'

export interface DeliverDeps {
  accountId: string
  identities: Identities
  functions: Functions
  queues: Pick<LocalQueues, 'send'>
}

const service = 'sns.amazonaws.com'

/** The event of a function that is subscribed to a topic (Lambda Developer Guide, "Invoking Lambda functions with SNS notifications"). */
const eventOf = ({ arn }: SubscriptionRecord, notification: Notification) => ({
  Records: [
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      EventSubscriptionArn: arn,
      Sns: {
        Type: 'Notification',
        MessageId: notification.messageId,
        TopicArn: notification.topicArn,
        Subject: notification.subject ?? null,
        Message: notification.message,
        Timestamp: new Date(notification.publishedAt).toISOString(),
        MessageAttributes: Object.fromEntries(
          Object.entries(notification.attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
            name,
            { Type: DataType, Value: StringValue ?? BinaryValue },
          ]),
        ),
      },
    },
  ],
})

/** Hands a notification to a subscribed queue or function, if the queue's policy or the function's permissions let SNS in. */
export const deliverNotification =
  ({ accountId, identities, functions, queues }: DeliverDeps) =>
  async (subscription: SubscriptionRecord, notification: Notification): Promise<void> => {
    const { endpoint, protocol, topicArn } = subscription
    if (protocol === 'lambda') {
      const invoker = { service, sourceArn: topicArn, sourceAccount: accountId }
      const result = await functions.invokeFor(invoker, endpoint, eventOf(subscription, notification))
      if ('error' in result) throw new Error(result.error.errorMessage)
      return
    }
    const source = { 'aws:SourceArn': topicArn, 'aws:SourceAccount': accountId }
    const wanted = { action: 'sqs:SendMessage', resource: endpoint }
    const decision = identities.authorizeService(service, source, wanted)
    if (decision.result !== 'allowed') throw new Error(accessDeniedMessage({ arn: service }, wanted, decision))
    queues.send(endpoint, queueBody(subscription, notification))
  }
