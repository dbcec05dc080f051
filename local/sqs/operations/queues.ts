import { isDeepStrictEqual } from 'node:util'
import { attributesAsText, readAttributes } from '../attributes.ts'
import { invalidValue, sqsError } from '../errors.ts'
import type { Queue } from '../queues.ts'
import { integer, type Operation, type OperationContext, record, strings } from './operation.ts'

/** Source: SQS API Reference, "CreateQueue". */
const validName = /^[\w-]{1,80}$/

export const createQueue: Operation = {
  members: ['QueueName', 'Attributes', 'tags'],
  act: ({ queues }, input) => {
    const name = String(input.QueueName ?? '')
    if (name.endsWith('.fifo')) throw sqsError('UnsupportedOperation', `The local SQS has no FIFO queues: ${name}`)
    if (!validName.test(name))
      throw invalidValue(
        'QueueName',
        name,
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.',
      )
    const attributes = readAttributes(record(input.Attributes))
    const existing = queues.find(name)
    if (existing === undefined) queues.create(name, attributes, record(input.tags))
    else if (!isDeepStrictEqual({ ...existing.record.attributes, ...attributes }, existing.record.attributes))
      throw sqsError(
        'QueueNameExists',
        `A queue already exists with the same name and a different value for an attribute: ${name}`,
      )
    return { QueueUrl: queues.url(name) }
  },
}

export const getQueueUrl: Operation = {
  members: ['QueueName', 'QueueOwnerAWSAccountId'],
  act: ({ queues }, input) => ({ QueueUrl: queues.url(queues.get(input.QueueName).record.name) }),
}

export const deleteQueue: Operation = {
  members: ['QueueUrl'],
  act: ({ queues }, input) => {
    queues.delete(queues.get(input.QueueUrl))
    return {}
  },
}

export const listQueues: Operation = {
  members: ['QueueNamePrefix', 'MaxResults', 'NextToken'],
  act: ({ queues }, input) => {
    const most = integer(input, 'MaxResults', 1, 1000) ?? 1000
    const after = String(input.NextToken ?? '')
    const found = queues.names().filter((name) => name.startsWith(String(input.QueueNamePrefix ?? '')) && name > after)
    const page = found.slice(0, most)
    return {
      QueueUrls: page.map(queues.url),
      ...(found.length > page.length ? { NextToken: page.at(-1) } : {}),
    }
  },
}

const counts = ({ messages }: Queue, now: number): Record<string, string> => {
  const all = messages.all()
  const hidden = all.filter(({ visibleAt }) => visibleAt > now)
  const inFlight = hidden.filter(({ receiptHandle }) => receiptHandle !== undefined)
  return {
    ApproximateNumberOfMessages: String(all.length - hidden.length),
    ApproximateNumberOfMessagesNotVisible: String(inFlight.length),
    ApproximateNumberOfMessagesDelayed: String(hidden.length - inFlight.length),
  }
}

const allAttributes = ({ queues, clock }: OperationContext, queue: Queue): Record<string, string> => ({
  ...attributesAsText(queue.record.attributes),
  ...counts(queue, clock()),
  QueueArn: queues.arn(queue.record.name),
  CreatedTimestamp: String(queue.record.createdAt),
  LastModifiedTimestamp: String(queue.record.modifiedAt),
})

const readable = [
  ...['DelaySeconds', 'MaximumMessageSize', 'MessageRetentionPeriod', 'ReceiveMessageWaitTimeSeconds'],
  ...['VisibilityTimeout', 'SqsManagedSseEnabled', 'Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'All'],
  ...['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessagesDelayed'],
  ...['QueueArn', 'CreatedTimestamp', 'LastModifiedTimestamp'],
]

export const getQueueAttributes: Operation = {
  members: ['QueueUrl', 'AttributeNames'],
  act: (context, input) => {
    const wanted = strings(input.AttributeNames)
    const unknown = wanted.filter((name) => !readable.includes(name))
    if (unknown.length > 0)
      throw sqsError('InvalidAttributeName', `The local SQS does not know the attribute ${unknown.join(', ')}.`)
    const all = Object.entries(allAttributes(context, context.queues.get(input.QueueUrl)))
    const found = all.filter(([name]) => wanted.includes('All') || wanted.includes(name))
    return found.length === 0 ? {} : { Attributes: Object.fromEntries(found) }
  },
}

export const setQueueAttributes: Operation = {
  members: ['QueueUrl', 'Attributes'],
  act: ({ queues }, input) => {
    const queue = queues.get(input.QueueUrl)
    const attributes = { ...queue.record.attributes, ...readAttributes(record(input.Attributes)) }
    queues.change(queue, { attributes })
    return {}
  },
}

export const purgeQueue: Operation = {
  members: ['QueueUrl'],
  act: ({ queues }, input) => {
    const { messages } = queues.get(input.QueueUrl)
    for (const message of messages.all()) messages.delete(message)
    return {}
  },
}
