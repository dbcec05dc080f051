import { changeMessageVisibilityBatch, deleteMessageBatch, sendMessageBatch } from './batches.ts'
import type { Operation } from './operation.ts'
import {
  createQueue,
  deleteQueue,
  getQueueAttributes,
  getQueueUrl,
  listQueues,
  purgeQueue,
  setQueueAttributes,
} from './queues.ts'
import { receiveMessage } from './receive.ts'
import { changeMessageVisibility, deleteMessage } from './received.ts'
import { sendMessage } from './send.ts'
import { startMessageMoveTask } from './start-message-move-task.ts'
import { listQueueTags, tagQueue, untagQueue } from './tags.ts'

/** Every operation the local SQS knows, by its name in the API. */
export const operations: Record<string, Operation> = {
  ChangeMessageVisibility: changeMessageVisibility,
  ChangeMessageVisibilityBatch: changeMessageVisibilityBatch,
  CreateQueue: createQueue,
  DeleteMessage: deleteMessage,
  DeleteMessageBatch: deleteMessageBatch,
  DeleteQueue: deleteQueue,
  GetQueueAttributes: getQueueAttributes,
  GetQueueUrl: getQueueUrl,
  ListQueues: listQueues,
  ListQueueTags: listQueueTags,
  PurgeQueue: purgeQueue,
  ReceiveMessage: receiveMessage,
  SendMessage: sendMessage,
  SendMessageBatch: sendMessageBatch,
  SetQueueAttributes: setQueueAttributes,
  StartMessageMoveTask: startMessageMoveTask,
  TagQueue: tagQueue,
  UntagQueue: untagQueue,
}
