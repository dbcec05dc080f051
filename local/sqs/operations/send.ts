import { checkContent, md5, md5OfAttributes } from '../message-content.ts'
import type { MessageAttribute } from '../queue.ts'
import type { Queue } from '../queues.ts'
import { checkMembers, type Input, integer, type Operation, type OperationContext } from './operation.ts'

const members = ['MessageBody', 'DelaySeconds', 'MessageAttributes', 'MessageSystemAttributes']

export const send = ({ queues, senderId }: OperationContext, queue: Queue, input: Input) => {
  const attributes = (input.MessageAttributes ?? {}) as Record<string, MessageAttribute>
  const body = checkContent(input.MessageBody, attributes, queue.record.attributes.MaximumMessageSize)
  const system = (input.MessageSystemAttributes ?? {}) as Record<string, MessageAttribute>
  checkMembers('MessageSystemAttributes', ['AWSTraceHeader'], system)
  const delaySeconds = integer(input, 'DelaySeconds', 0, 900)
  const traceHeader = system.AWSTraceHeader?.StringValue
  const message = queues.send(queue, {
    body,
    attributes,
    senderId,
    ...(delaySeconds === undefined ? {} : { delaySeconds }),
    ...(traceHeader === undefined ? {} : { traceHeader }),
  })
  return {
    MessageId: message.messageId,
    MD5OfMessageBody: md5(message.body),
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    MD5OfMessageSystemAttributes: md5OfAttributes(system),
  }
}

export const sendMessage: Operation = {
  members: ['QueueUrl', ...members],
  act: (context, input) => send(context, context.queues.get(input.QueueUrl), input),
}

export const sendEntryMembers = ['Id', ...members]
