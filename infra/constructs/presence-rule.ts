import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnTopicRule } from 'aws-cdk-lib/aws-iot'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { StackContext } from '../mintmark-stack.ts'

export interface PresenceRuleProps {
  readonly context: StackContext
  /** Gets every connect of the stage's fleet. */
  readonly events: IQueue
  /** Gets what could not be put there, with the reason. */
  readonly errors: IQueue
}

/** Developer guide, "Lifecycle events": topic level 5 is the client ID as the broker saw it. */
const connectsOf = (fleet: string) =>
  `SELECT *, topic(5) AS topicClientId FROM '$aws/events/presence/connected/+' WHERE startswith(clientId, '${fleet}-')`

/** The topic rule that queues connects of the fleet, and its role. */
export class PresenceRule extends Construct {
  constructor(scope: Construct, id: string, { context, events, errors }: PresenceRuleProps) {
    super(scope, id)
    const { stage, names, arns } = context
    const mayQueue = new PolicyStatement({
      actions: ['sqs:SendMessage'],
      resources: [events.queueArn, errors.queueArn],
    })
    // Inline, so that the rule never exists without it. The rule's ARN comes from its name: GetAtt would be a circle.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('iot.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
          ArnEquals: { 'aws:SourceArn': arns.topicRule },
        },
      }),
      inlinePolicies: { queue: new PolicyDocument({ statements: [mayQueue] }) },
    })
    const toQueue = (queue: IQueue) => ({
      sqs: { queueUrl: queue.queueUrl, roleArn: role.roleArn, useBase64: false },
    })
    new CfnTopicRule(this, 'Rule', {
      ruleName: names.firstConnectRule,
      topicRulePayload: {
        description: 'Queues connects of the fleet, for the registry',
        awsIotSqlVersion: '2016-03-23',
        sql: connectsOf(stage.fleet),
        actions: [toQueue(events)],
        errorAction: toQueue(errors),
        ruleDisabled: false,
      },
    })
  }
}
