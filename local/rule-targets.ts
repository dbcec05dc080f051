import { accessDeniedMessage } from './iam/access-denied.ts'
import type { Identities } from './iam/identities.ts'
import type { RuleTargets } from './iot/rules/rule-targets.ts'
import type { Functions } from './lambda/functions.ts'
import type { LocalTopics } from './sns/create-topics.ts'
import type { LocalQueues } from './sqs/create-queues.ts'

export interface RuleTargetsDeps {
  region: string
  accountId: string
  identities: Identities
  functions: Functions
  queues: Pick<LocalQueues, 'send'>
  topics: Pick<LocalTopics, 'publish'>
  log(line: string): void
}

const service = 'iot.amazonaws.com'

/** What topic rules may reach: queues and topics in the action's role, functions by their permissions. */
export const createRuleTargets = (deps: RuleTargetsDeps): Required<RuleTargets> => {
  const { region, accountId, identities, functions, queues, topics, log } = deps
  const check = (roleArn: string, ruleArn: string, action: string, resource: string) => {
    const source = { 'aws:SourceArn': ruleArn, 'aws:SourceAccount': accountId }
    const wanted = { action, resource }
    const trusted = identities.assumeRole(roleArn, service, source)
    const decision = identities.authorizeRole(roleArn, service, source, wanted)
    if (decision.result === 'allowed') return
    const sentence =
      trusted.result === 'allowed'
        ? accessDeniedMessage({ arn: roleArn }, wanted, decision)
        : `${roleArn} does not trust ${service} for ${ruleArn}`
    log(`${ruleArn}: ${sentence}`)
    throw new Error(sentence)
  }
  return {
    sqsSend: async ({ queueUrl, body, roleArn, ruleArn }) => {
      const name = new URL(queueUrl).pathname.split('/').at(-1)
      check(roleArn, ruleArn, 'sqs:SendMessage', `arn:aws:sqs:${region}:${accountId}:${name}`)
      queues.send(queueUrl, body)
    },
    snsPublish: async ({ topicArn, message, roleArn, ruleArn }) => {
      check(roleArn, ruleArn, 'sns:Publish', topicArn)
      topics.publish(topicArn, { message })
    },
    // Asynchronous on AWS: the rule is done when Lambda has taken the event (IoT Developer Guide, "Lambda rule action").
    lambdaInvoke: async ({ functionArn, payload, ruleArn: sourceArn, sourceAccount }) => {
      const event: unknown = JSON.parse(Buffer.from(payload).toString('utf8'))
      const invoker = { service, sourceArn, sourceAccount }
      if (!functions.permits(functionArn, invoker)) await functions.invokeFor(invoker, functionArn, event)
      void functions.invokeFor(invoker, functionArn, event).catch((error: Error) => log(error.message))
    },
  }
}
