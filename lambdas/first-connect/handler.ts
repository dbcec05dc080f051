import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { log } from '../doors/log.ts'
import { tellSecurityEvent } from '../doors/security-event.ts'
import { handlePresence } from './handle-presence.ts'
import { inOrder } from './in-order.ts'
import { type PresenceEvent, presenceEvent } from './presence-event.ts'

const stage = fromEnvironment('MINTMARK_STAGE')
const handle = handlePresence({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  fleet: fromEnvironment('MINTMARK_FLEET'),
  now: Date.now,
})

const work = async (event: PresenceEvent): Promise<void> => {
  const outcome = await handle(event)
  const facts = { clientId: event.clientId, certificateId: event.principalIdentifier, at: event.timestamp }
  if (!tellSecurityEvent(stage, outcome, facts)) log.info('presence', { ...facts, outcome, eventType: event.eventType })
}

/** Each event for itself: one that fails goes back to the queue, the others are done. Clients run side by side. */
export const handler = async (batch: SQSEvent): Promise<SQSBatchResponse> => {
  const failures: string[] = []
  const attempt = async <T>({ messageId }: SQSRecord, act: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await act()
    } catch (error) {
      log.error('presence event failed', { messageId, error: error as Error })
      failures.push(messageId)
      return undefined
    }
  }
  const read = await Promise.all(
    batch.Records.map(async (message) => {
      const event = await attempt(message, () => presenceEvent.parse(JSON.parse(message.body)))
      return event === undefined ? [] : [{ message, event }]
    }),
  )
  await Promise.all(
    inOrder(read.flat()).map(async (ofClient) => {
      for (const { message, event } of ofClient) await attempt(message, () => work(event))
    }),
  )
  return { batchItemFailures: failures.map((itemIdentifier) => ({ itemIdentifier })) }
}
