import type { RuleAction, RulePayload } from '../tables.ts'

/** What a rule action's role must be allowed, for the one who can check roles. */
export interface RoleNeed {
  roleArn: string
  action: string
  resource: string
}

/** The permissions that the roles of a rule need: `sqs:SendMessage` on the queue, and so on (reference 8.2, item 12). */
export const roleNeeds = (payload: RulePayload, region: string, accountId: string): RoleNeed[] =>
  [...(payload.actions ?? []), ...(payload.errorAction === undefined ? [] : [payload.errorAction])].flatMap((action) =>
    needsOf(action, region, accountId),
  )

const needsOf = ({ sqs, sns, republish }: RuleAction, region: string, accountId: string): RoleNeed[] => {
  const needs: RoleNeed[] = []
  if (sqs?.roleArn !== undefined && sqs.queueUrl !== undefined)
    needs.push({ roleArn: sqs.roleArn, action: 'sqs:SendMessage', resource: queueArn(sqs.queueUrl, region) })
  if (sns?.roleArn !== undefined && sns.targetArn !== undefined)
    needs.push({ roleArn: sns.roleArn, action: 'sns:Publish', resource: sns.targetArn })
  if (republish?.roleArn !== undefined && republish.topic !== undefined)
    needs.push({
      roleArn: republish.roleArn,
      action: 'iot:Publish',
      resource: `arn:aws:iot:${region}:${accountId}:topic/${republish.topic}`,
    })
  return needs
}

/** A queue's ARN from its URL, whatever host the URL has: account and name are its last two steps. */
const queueArn = (queueUrl: string, region: string): string => {
  const [account, name] = new URL(queueUrl).pathname.split('/').filter(Boolean).slice(-2)
  return `arn:aws:sqs:${region}:${account}:${name}`
}
