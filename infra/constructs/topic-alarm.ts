import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { Construct } from 'constructs'

/** What silence of a metric means, and why; CloudWatch would otherwise guess. */
export interface MissingData {
  readonly treat: TreatMissingData
  /** One sentence, which ends the alarm's description. */
  readonly because: string
}

/** For metrics that are absent when nothing happens. */
export const silenceIsGood: MissingData = {
  treat: TreatMissingData.NOT_BREACHING,
  because: 'No data is good: the metric is there only when something happened.',
}

/** For what is measured by the clock: between two measurements nothing is known. */
export const silenceIsNoNews: MissingData = {
  treat: TreatMissingData.IGNORE,
  because: 'No data changes nothing: what was not measured again is not over.',
}

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
  /** @default silenceIsGood */
  readonly missing?: MissingData
  /** ARN of the SNS topic that is told. */
  readonly topicArn: string
}

/** An alarm on the stage's topic; docs/runbook.md has an entry for each. */
export class TopicAlarm extends Construct {
  /** Of the alarm, on every stage but for its prefix. */
  readonly alarmName: string

  constructor(scope: Construct, id: string, props: TopicAlarmProps) {
    super(scope, id)
    const { missing = silenceIsGood } = props
    this.alarmName = props.name
    const alarm = new Alarm(this, 'Alarm', {
      alarmName: props.name,
      alarmDescription: `${props.description} ${missing.because} See docs/runbook.md.`,
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: missing.treat,
    })
    alarm.addAlarmAction({ bind: () => ({ alarmActionArn: props.topicArn }) })
  }
}
