import { randomUUID } from 'node:crypto'
import { sqsError } from '../errors.ts'
import type { Operation } from './operation.ts'

/** Sends what a dead-letter queue holds back to where it came from, or to the named queue, as new messages; here at once, on AWS in the background. Source: API Reference, "StartMessageMoveTask". */
export const startMessageMoveTask: Operation = {
  members: ['SourceArn', 'DestinationArn'],
  act: ({ queues }, input) => {
    const source = queues.get(input.SourceArn)
    const arn = queues.arn(source.record.name)
    const isDeadLetterQueue = queues
      .names()
      .some((name) => queues.find(name)?.record.attributes.RedrivePolicy?.deadLetterTargetArn === arn)
    if (!isDeadLetterQueue)
      throw sqsError('UnsupportedOperation', `Source queue must be configured as a Dead Letter Queue: ${arn}`)
    for (const message of source.messages.all()) {
      const destination = queues.get(input.DestinationArn ?? message.deadLetterSource)
      const { body, attributes, senderId } = message
      queues.send(destination, { body, attributes, senderId, delaySeconds: 0 })
      source.messages.delete(message)
    }
    return { TaskHandle: randomUUID() }
  },
}
