import type { Notification, SubscriptionRecord } from './topic.ts'

/** The JSON that a queue gets of a notification. It has no signature, because the local SNS has no key of AWS. Source: SNS Developer Guide, "HTTP/HTTPS notification JSON format". */
export const queueBody = (
  { rawMessageDelivery }: SubscriptionRecord,
  { messageId, topicArn, subject, message, attributes, publishedAt }: Notification,
): string => {
  if (rawMessageDelivery) return message
  const values = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    { Type: DataType, Value: StringValue ?? BinaryValue },
  ])
  return JSON.stringify({
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: message,
    Timestamp: new Date(publishedAt).toISOString(),
    ...(values.length === 0 ? {} : { MessageAttributes: Object.fromEntries(values) }),
  })
}
