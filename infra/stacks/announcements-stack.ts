import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { CfnParameter, Duration } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { LambdaFunction } from '../constructs/lambda-function.ts'
import { TopicAlarm } from '../constructs/topic-alarm.ts'
import { announceChanges } from '../functions/announce-changes.ts'
import { MintmarkStack, type MintmarkStackProps } from '../mintmark-stack.ts'

const batchSize = 100

/** Changes of the registry → function → event bus. Without this stack nothing is announced, and all else works. */
export class AnnouncementsStack extends MintmarkStack {
  constructor(scope: Construct, props: MintmarkStackProps) {
    super(scope, 'announcements', props)
    const { context } = this
    const { names, arns } = context
    // AWS makes the ARN up, so it cannot be built from a name (docs/decisions/changes-are-announced-from-the-stream.md).
    const stream = new CfnParameter(this, 'RegistryStream', {
      type: 'AWS::SSM::Parameter::Value<String>',
      default: names.registryStream,
      description: 'Where the registry stack says which stream to follow',
    }).valueAsString
    const handler = new LambdaFunction(this, 'AnnounceChanges', {
      context,
      spec: announceChanges,
      extraGrants: [
        {
          actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
          resources: [stream],
        },
        {
          actions: ['dynamodb:ListStreams'],
          resources: ['*'],
          wildcardReason: 'AWS authorises dynamodb:ListStreams on everything or nothing.',
        },
      ],
    })
    // Tried without end and in order: an event is late rather than lost, until the stream forgets it after 24 hours.
    new EventSourceMapping(this, 'Source', {
      target: handler.function,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      filters: [FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: FilterRule.or('DEVICE', 'ORDER') } } } })],
    })
    new TopicAlarm(this, 'AgeAlarm', {
      name: names.alarm('announce-changes-age'),
      description: 'Changes wait for more than ten minutes to be announced; after 24 hours they are lost to others.',
      metric: handler.function.metric('IteratorAge', { period: Duration.minutes(5), statistic: 'Maximum' }),
      threshold: Duration.minutes(10).toMilliseconds(),
      topicArn: arns.alarmTopic,
    })
  }
}
