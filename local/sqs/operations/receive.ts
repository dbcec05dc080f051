import { md5, md5OfAttributes } from '../message-content.ts'
import type { MessageRecord } from '../queue.ts'
import { integer, type Operation, strings } from './operation.ts'

/** A message in the API's spelling. */
export interface ReceivedMessage {
  MessageId: string
  ReceiptHandle: string
  Body: string
  MD5OfBody: string
  Attributes?: Record<string, string>
  MessageAttributes?: MessageRecord['attributes']
  MD5OfMessageAttributes?: string
}

const systemAttributes = (message: MessageRecord): Record<string, string> => ({
  SenderId: message.senderId,
  SentTimestamp: String(message.sentAt),
  ApproximateReceiveCount: String(message.receiveCount),
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
  ...(message.traceHeader === undefined ? {} : { AWSTraceHeader: message.traceHeader }),
  ...(message.deadLetterSource === undefined ? {} : { DeadLetterQueueSourceArn: message.deadLetterSource }),
})

const chosen = <T>(all: Record<string, T>, wanted: string[]): Record<string, T> | undefined => {
  const isWanted = (name: string) =>
    wanted.some((one) => one === 'All' || one === name || (one.endsWith('.*') && name.startsWith(one.slice(0, -2))))
  const entries = Object.entries(all).filter(([name]) => isWanted(name))
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

/** A received message with the attributes that were asked for; `All` is all of them. */
export const asReceived = (message: MessageRecord, system: string[], own: string[]): ReceivedMessage => {
  const attributes = chosen(systemAttributes(message), system)
  const messageAttributes = chosen(message.attributes, own)
  const digest = md5OfAttributes(messageAttributes ?? {})
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle ?? '',
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(attributes === undefined ? {} : { Attributes: attributes }),
    ...(messageAttributes === undefined ? {} : { MessageAttributes: messageAttributes }),
    ...(digest === undefined ? {} : { MD5OfMessageAttributes: digest }),
  }
}

export const receiveMessage: Operation = {
  members: [
    'QueueUrl',
    'AttributeNames',
    'MessageSystemAttributeNames',
    'MessageAttributeNames',
    'MaxNumberOfMessages',
    'VisibilityTimeout',
    'WaitTimeSeconds',
  ],
  act: async ({ queues }, input) => {
    const { record, messages } = queues.get(input.QueueUrl)
    const received = await messages.receive(
      integer(input, 'MaxNumberOfMessages', 1, 10) ?? 1,
      integer(input, 'VisibilityTimeout', 0, 43_200) ?? record.attributes.VisibilityTimeout,
      integer(input, 'WaitTimeSeconds', 0, 20) ?? record.attributes.ReceiveMessageWaitTimeSeconds,
    )
    if (received.length === 0) return {}
    const system = [...strings(input.AttributeNames), ...strings(input.MessageSystemAttributeNames)]
    const own = strings(input.MessageAttributeNames)
    return { Messages: received.map((message) => asReceived(message, system, own)) }
  },
}
