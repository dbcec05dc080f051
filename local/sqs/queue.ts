import type { QueueAttributes } from './attributes.ts'

/** A queue as it is stored. */
export interface QueueRecord {
  name: string
  attributes: QueueAttributes
  /** Seconds since 1970. */
  createdAt: number
  modifiedAt: number
  tags: Record<string, string>
}

export interface MessageAttribute {
  DataType: string
  StringValue?: string
  /** Base64. */
  BinaryValue?: string
}

/** A message as it is stored; times are milliseconds since 1970. */
export interface MessageRecord {
  queue: string
  /** Grows with every message of the local cloud, so that it sorts by age. */
  sequence: number
  messageId: string
  body: string
  attributes: Record<string, MessageAttribute>
  traceHeader?: string
  senderId: string
  sentAt: number
  visibleAt: number
  receiveCount: number
  firstReceivedAt?: number
  /** The receipt handle of the last receive. */
  receiptHandle?: string
  /** ARN of the queue whose receives ran out. */
  deadLetterSource?: string
}
