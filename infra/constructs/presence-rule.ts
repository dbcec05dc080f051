import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnTopicRule } from 'aws-cdk-lib/aws-iot'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { StackContext } from '../mintmark-stack.ts'

export interface PresenceRuleProps {
  readonly context: StackContext
  readonly ruleName: string
  /** Which presence events: the fourth level of their topic. */
  readonly event: 'connected' | 'disconnected' | 'connect_failed'
  /**
   * A further condition, in AWS IoT SQL.
   * @default - every such event of the fleet
   */
  readonly where?: string
  readonly description: string
  /** Gets the events. */
  readonly events: IQueue
  /** Gets what could not be put there, with the reason. */
  readonly errors: IQueue
}

/** Developer guide, "Lifecycle events": topic level 5 is the client ID as the broker saw it. */
const eventsOf = (fleet: string, { event, where }: PresenceRuleProps) =>
  `SELECT *, topic(5) AS topicClientId FROM '$aws/events/presence/${event}/+' WHERE startswith(clientId, '${fleet}-')` +
  (where === undefined ? '' : ` AND ${where}`)

/** A topic rule that queues presence events of the fleet, and its role. */
export class PresenceRule extends Construct {
  constructor(scope: Construct, id: string, props: PresenceRuleProps) {
    super(scope, id)
    const { events, errors, ruleName, description } = props
    const { stage, arns } = props.context
    const mayQueue = new PolicyStatement({
      actions: ['sqs:SendMessage'],
      resources: [events.queueArn, errors.queueArn],
    })
    // Inline, so that the rule never exists without it. The rule's ARN comes from its name: GetAtt would be a circle.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('iot.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
          ArnEquals: { 'aws:SourceArn': arns.topicRule(ruleName) },
        },
      }),
      inlinePolicies: { queue: new PolicyDocument({ statements: [mayQueue] }) },
    })
    const toQueue = (queue: IQueue) => ({
      sqs: { queueUrl: queue.queueUrl, roleArn: role.roleArn, useBase64: false },
    })
    new CfnTopicRule(this, 'Rule', {
      ruleName,
      topicRulePayload: {
        description,
        awsIotSqlVersion: '2016-03-23',
        sql: eventsOf(stage.fleet, props),
        actions: [toQueue(events)],
        errorAction: toQueue(errors),
        ruleDisabled: false,
      },
    })
  }
}
