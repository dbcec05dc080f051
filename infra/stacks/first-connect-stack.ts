import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Duration } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { LambdaFunction } from '../constructs/lambda-function.ts'
import { LineCounter } from '../constructs/line-counter.ts'
import { MessageQueue } from '../constructs/message-queue.ts'
import { PresenceRule } from '../constructs/presence-rule.ts'
import { TopicAlarm } from '../constructs/topic-alarm.ts'
import { firstConnect } from '../functions/first-connect.ts'
import { MintmarkStack, type MintmarkStackProps, type StackContext } from '../mintmark-stack.ts'

const batchSize = 50
/** Lambda asks for a window from the eleventh message of a batch on. */
const batchingWindow = 1
const tries = 5

/** Presence events of the fleet → rules → queue → function, with a place for whatever fails on the way. */
export class FirstConnectStack extends MintmarkStack {
  constructor(scope: Construct, props: MintmarkStackProps) {
    super(scope, 'first-connect', props)
    const { context } = this
    const { names } = context
    const dead = new MessageQueue(this, 'Dead', { name: names.firstConnectDeadQueue })
    const ruleErrors = new MessageQueue(this, 'RuleErrors', {
      name: names.ruleErrorQueue,
      endReason: 'People read it when its alarm goes off; no consumer can fail on it.',
    })
    const events = new MessageQueue(this, 'Events', {
      name: names.firstConnectQueue,
      deadLetterQueue: { queue: dead.queue, maxReceiveCount: tries },
      // Lambda guide, "Using Lambda with Amazon SQS": six times the function's time-out plus the batching window.
      visibilityTimeout: Duration.seconds(6 * firstConnect.timeout + batchingWindow),
    })
    this.#consume(events.queue, context)
    this.#listen(context, events.queue, ruleErrors.queue)
    this.#alarm(context, { events: events.queue, dead: dead.queue, ruleErrors: ruleErrors.queue })
  }

  #listen(context: StackContext, events: IQueue, errors: IQueue) {
    const { names } = context
    const shared = { context, events, errors }
    new PresenceRule(this, 'Rule', {
      ...shared,
      ruleName: names.firstConnectRule,
      event: 'connected',
      description: 'Queues connects of the fleet, for the registry',
    })
    // Every disconnect of a fleet would double what its connects cost; only these show that two clients share an identity.
    new PresenceRule(this, 'TakeoverRule', {
      ...shared,
      ruleName: names.takeoverRule,
      event: 'disconnected',
      where: "disconnectReason = 'DUPLICATE_CLIENTID'",
      description: 'Queues sessions of the fleet that another connection ended, to find clones',
    })
    new PresenceRule(this, 'FailedConnectRule', {
      ...shared,
      ruleName: names.failedConnectRule,
      event: 'connect_failed',
      description: 'Queues connects of the fleet that AWS IoT refused, for diagnosis',
    })
  }

  #consume(queue: IQueue, context: StackContext) {
    const handler = new LambdaFunction(this, 'FirstConnect', {
      context,
      spec: firstConnect,
      extraGrants: [
        {
          actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
          resources: [queue.queueArn],
        },
      ],
    })
    new LineCounter(handler, 'CountRegistered', {
      logGroupName: handler.logGroupName,
      pattern: '{ $.outcome = "registered" }',
      namespace: context.names.filterMetrics,
      metric: 'Registered',
    })
    new EventSourceMapping(this, 'Source', {
      target: handler.function,
      eventSourceArn: queue.queueArn,
      batchSize,
      maxBatchingWindow: Duration.seconds(batchingWindow),
      reportBatchItemFailures: true,
    })
  }

  #alarm({ stage, names, arns }: StackContext, queues: Record<'events' | 'dead' | 'ruleErrors', IQueue>) {
    const period = Duration.minutes(5)
    const topicArn = arns.alarmTopic
    new TopicAlarm(this, 'DeadAlarm', {
      name: names.alarm('first-connect-dead'),
      description: `First connects failed ${tries} times; mend the cause, then run mintmark device replay-events.`,
      metric: queues.dead.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      threshold: 1,
      topicArn,
    })
    new TopicAlarm(this, 'RuleErrorsAlarm', {
      name: names.alarm('first-connect-rule-errors'),
      description: `A topic rule could not queue presence events; ${names.ruleErrorQueue} says why.`,
      metric: queues.ruleErrors.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      threshold: 1,
      topicArn,
    })
    new TopicAlarm(this, 'AgeAlarm', {
      name: names.alarm('first-connect-age'),
      description: 'First connects wait for more than ten minutes; registration is late or stands still.',
      metric: queues.events.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
      threshold: Duration.minutes(10).toSeconds(),
      topicArn,
    })
    new TopicAlarm(this, 'SecurityAlarm', {
      name: names.alarm('security-events'),
      description: `A client connected that should not, or two share an identity; ${names.functionLogGroup(firstConnect.folder)} names it.`,
      metric: new Metric({
        namespace: 'Mintmark',
        metricName: 'SecurityEvents',
        dimensionsMap: { Stage: stage.name },
        statistic: 'Sum',
        period,
      }),
      threshold: 1,
      topicArn,
    })
  }
}
