import { AwsError } from '../../aws-service.ts'
import { sqsError } from '../errors.ts'
import { messageBytes } from '../message-content.ts'
import type { MessageAttribute } from '../queue.ts'
import type { Queue } from '../queues.ts'
import { checkMembers, type Input, type Operation, type OperationContext } from './operation.ts'
import { changeVisibility, remove } from './received.ts'
import { send, sendEntryMembers } from './send.ts'

/** Source: SQS API Reference, "SendMessageBatch". */
const MAX_ENTRIES = 10
const MAX_BATCH_BYTES = 1_048_576

const readEntries = (name: string, members: readonly string[], input: Input): Input[] => {
  const entries = (Array.isArray(input.Entries) ? input.Entries : []) as Input[]
  if (entries.length === 0) throw sqsError('EmptyBatchRequest', "The batch request doesn't contain any entries.")
  if (entries.length > MAX_ENTRIES)
    throw sqsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MAX_ENTRIES}. You have sent ${entries.length}.`,
    )
  for (const entry of entries) {
    checkMembers(`an entry of ${name}`, members, entry)
    if (!/^[\w-]{1,80}$/.test(String(entry.Id)))
      throw sqsError(
        'InvalidBatchEntryId',
        `The Id "${entry.Id}" needs 1 to 80 letters, digits, hyphens or underscores.`,
      )
  }
  const repeated = entries.find(({ Id }, at) => entries.findIndex((other) => other.Id === Id) < at)
  if (repeated !== undefined) throw sqsError('BatchEntryIdsNotDistinct', `Id ${repeated.Id} repeated.`)
  return entries
}

/** An operation on up to ten entries, each of which succeeds or fails by itself. */
const batch = (
  name: string,
  action: string,
  members: readonly string[],
  act: (context: OperationContext, queue: Queue, entry: Input) => object,
): Operation => ({
  members: ['QueueUrl', 'Entries'],
  action,
  act: (context, input) => {
    const queue = context.queues.get(input.QueueUrl)
    const entries = readEntries(name, members, input)
    const size = entries.reduce((sum, { MessageBody = '', MessageAttributes }) => {
      return sum + messageBytes(String(MessageBody), (MessageAttributes ?? {}) as Record<string, MessageAttribute>)
    }, 0)
    if (size > MAX_BATCH_BYTES)
      throw sqsError(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${MAX_BATCH_BYTES} bytes. You have sent ${size} bytes.`,
      )
    const Successful: object[] = []
    const Failed: object[] = []
    for (const entry of entries) {
      try {
        Successful.push({ Id: entry.Id, ...act(context, queue, entry) })
      } catch (error) {
        if (!(error instanceof AwsError)) throw error
        Failed.push({ Id: entry.Id, Code: error.name, Message: error.message, SenderFault: error.status < 500 })
      }
    }
    return { Successful, ...(Failed.length > 0 ? { Failed } : {}) }
  },
})

export const sendMessageBatch = batch('SendMessageBatch', 'SendMessage', sendEntryMembers, send)
export const deleteMessageBatch = batch('DeleteMessageBatch', 'DeleteMessage', ['Id', 'ReceiptHandle'], remove)
export const changeMessageVisibilityBatch = batch(
  'ChangeMessageVisibilityBatch',
  'ChangeMessageVisibility',
  ['Id', 'ReceiptHandle', 'VisibilityTimeout'],
  changeVisibility,
)
