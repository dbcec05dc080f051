import { invalidValue, sqsError } from '../errors.ts'
import type { MessageRecord } from '../queue.ts'
import type { Queue } from '../queues.ts'
import { sequenceOf } from '../receipt-handle.ts'
import { type Input, integer, type Operation, type OperationContext } from './operation.ts'

/** The message a handle stands for, as long as it is the last handle given out for it. */
const heldMessage = ({ record, messages }: Queue, handle: unknown): MessageRecord | undefined => {
  const message = messages.get(sequenceOf(record.name, handle))
  return message?.receiptHandle === handle ? message : undefined
}

/** Deletes a message; an old handle, or a message gone already, is no error (API Reference, "DeleteMessage"). */
export const remove = (_: OperationContext, queue: Queue, input: Input) => {
  const message = heldMessage(queue, input.ReceiptHandle)
  if (message !== undefined) queue.messages.delete(message)
  return {}
}

export const changeVisibility = ({ clock }: OperationContext, queue: Queue, input: Input) => {
  const seconds = integer(input, 'VisibilityTimeout', 0, 43_200)
  if (seconds === undefined) throw invalidValue('VisibilityTimeout', undefined, 'Must be between 0 and 43200.')
  const message = heldMessage(queue, input.ReceiptHandle)
  if (message === undefined || message.visibleAt <= clock())
    throw sqsError('MessageNotInflight', 'The specified message is not in flight.')
  queue.messages.changeVisibility(message, seconds)
  return {}
}

export const deleteMessage: Operation = {
  members: ['QueueUrl', 'ReceiptHandle'],
  act: (context, input) => remove(context, context.queues.get(input.QueueUrl), input),
}

export const changeMessageVisibility: Operation = {
  members: ['QueueUrl', 'ReceiptHandle', 'VisibilityTimeout'],
  act: (context, input) => changeVisibility(context, context.queues.get(input.QueueUrl), input),
}
