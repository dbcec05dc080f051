import type { BusEvent, EventRule } from './eventbridge/event.ts'
import { accessDeniedMessage } from './iam/access-denied.ts'
import type { Identities } from './iam/identities.ts'
import type { Functions } from './lambda/functions.ts'
import type { LocalQueues } from './sqs/create-queues.ts'

export interface DeliverEventDeps {
  accountId: string
  identities: Identities
  functions: Functions
  queues: Pick<LocalQueues, 'send'>
}

const service = 'events.amazonaws.com'

/** Hands an event to the function or queue of a rule, if the function's permissions or the queue's policy let EventBridge in. */
export const deliverEvent =
  ({ accountId, identities, functions, queues }: DeliverEventDeps) =>
  async (rule: EventRule, targetArn: string, event: BusEvent): Promise<void> => {
    if (targetArn.split(':')[2] === 'lambda') {
      const result = await functions.invokeFor(
        { service, sourceArn: rule.arn, sourceAccount: accountId },
        targetArn,
        event,
      )
      if ('error' in result) throw new Error(result.error.errorMessage)
      return
    }
    const source = { 'aws:SourceArn': rule.arn, 'aws:SourceAccount': accountId }
    const wanted = { action: 'sqs:SendMessage', resource: targetArn }
    const decision = identities.authorizeService(service, source, wanted)
    if (decision.result !== 'allowed') throw new Error(accessDeniedMessage({ arn: service }, wanted, decision))
    queues.send(targetArn, JSON.stringify(event))
  }
