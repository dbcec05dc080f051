/** A topic as it is stored. */
export interface TopicRecord {
  name: string
  displayName: string
  policy?: string
  tags: Record<string, string>
}

export interface SubscriptionRecord {
  arn: string
  topicArn: string
  protocol: 'sqs' | 'lambda' | 'email'
  endpoint: string
  rawMessageDelivery: boolean
  /** An e-mail address has to confirm, which nobody does here. */
  isConfirmed: boolean
}

export interface MessageAttribute {
  DataType: string
  StringValue?: string
  BinaryValue?: string
}

export interface Notification {
  messageId: string
  topicArn: string
  subject?: string
  message: string
  attributes: Record<string, MessageAttribute>
  /** Milliseconds since 1970. */
  publishedAt: number
}

/** One hand-over to a subscriber, and what became of it. */
export interface Delivery {
  messageId: string
  subscriptionArn: string
  protocol: SubscriptionRecord['protocol']
  endpoint: string
  outcome: 'delivered' | 'not delivered'
  /** Why not. */
  reason?: string
}
