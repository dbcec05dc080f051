import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda'
import { fromEnvironment } from '../adapters/environment.ts'
import { log } from '../doors/log.ts'
import { announceChanges } from './announce-changes.ts'

const announce = announceChanges({
  events: new EventBridgeClient({}),
  source: fromEnvironment('MINTMARK_EVENT_SOURCE'),
})

/** Fed by the stream of the registry; what was not taken comes again. */
export const handler = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const { announced, failedFrom } = await announce(Records)
  if (failedFrom === undefined) return { batchItemFailures: [] }
  log.warn('EventBridge did not take all events; they are put again', { announced, failedFrom })
  return { batchItemFailures: [{ itemIdentifier: failedFrom }] }
}
