import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { Construct } from 'constructs'

export interface TopicAlarmProps {
  readonly name: string
  /** One sentence: what happened and what to do. */
  readonly description: string
  readonly metric: IMetric
  /** The alarm goes off at this value. */
  readonly threshold: number
  /**
   * Periods in a row that must reach it.
   * @default 1
   */
  readonly periods?: number
  /** ARN of the SNS topic that is told. */
  readonly topicArn: string
}

/** An alarm on the stage's topic. Silence is good news: every metric used here is absent when nothing happens. */
export class TopicAlarm extends Construct {
  constructor(scope: Construct, id: string, props: TopicAlarmProps) {
    super(scope, id)
    const alarm = new Alarm(this, 'Alarm', {
      alarmName: props.name,
      alarmDescription: props.description,
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    alarm.addAlarmAction({ bind: () => ({ alarmActionArn: props.topicArn }) })
  }
}
