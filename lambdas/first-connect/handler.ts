import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { log } from '../doors/log.ts'
import { presenceEvent } from './presence-event.ts'
import { registerDevice } from './register-device.ts'

const register = registerDevice({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  fleet: fromEnvironment('MINTMARK_FLEET'),
  now: Date.now,
})

/** Each event for itself: one that fails goes back to the queue, the others are done. */
export const handler = async (batch: SQSEvent): Promise<SQSBatchResponse> => {
  const failures = await Promise.all(
    batch.Records.map(async ({ messageId, body }) => {
      try {
        const event = presenceEvent.parse(JSON.parse(body))
        const outcome = await register(event)
        const facts = { outcome, clientId: event.clientId, certificateId: event.principalIdentifier }
        if (outcome === 'foreign-certificate')
          log.warn('a device connected with a certificate that we did not issue for it', facts)
        else log.info('presence', facts)
        return []
      } catch (error) {
        log.error('presence event failed', { messageId, error: error as Error })
        return [{ itemIdentifier: messageId }]
      }
    }),
  )
  return { batchItemFailures: failures.flat() }
}
