import { accessDeniedMessage } from './iam/access-denied.ts'
import type { Identities } from './iam/identities.ts'
import type { LocalTopics } from './sns/create-topics.ts'

export interface NotifyDeps {
  accountId: string
  identities: Identities
  publish: LocalTopics['publish']
  log(line: string): void
}

const service = 'cloudwatch.amazonaws.com'

/** Tells an alarm's topic, if the topic's policy lets CloudWatch publish; a refusal is said aloud, since on AWS it is silence. */
export const notifyTopic =
  ({ accountId, identities, publish, log }: NotifyDeps) =>
  (topicArn: string, { subject, message }: { subject: string; message: string }): void => {
    const wanted = { action: 'sns:Publish', resource: topicArn }
    const decision = identities.authorizeService(service, { 'aws:SourceAccount': accountId }, wanted)
    if (decision.result === 'allowed') publish(topicArn, { subject, message })
    else log(`alarm "${subject}" reaches nobody: ${accessDeniedMessage({ arn: service }, wanted, decision)}`)
  }
