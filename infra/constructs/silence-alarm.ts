import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { Construct } from 'constructs'

export interface SilenceAlarmProps {
  readonly name: string
  /** One sentence: what stopped. */
  readonly description: string
  /** Has data whenever what is watched is at work, and never the value 0. */
  readonly metric: IMetric
  /** Periods without data after which it is silent. */
  readonly periods: number
  /** ARN of the SNS topic that is told. */
  readonly topicArn: string
}

/**
 * An alarm that goes to INSUFFICIENT_DATA, and says so, when something stops. It begins in that state, so that a first
 * deployment tells nobody before anything could run.
 */
export class SilenceAlarm extends Construct {
  readonly alarmName: string

  constructor(scope: Construct, id: string, props: SilenceAlarmProps) {
    super(scope, id)
    this.alarmName = props.name
    const alarm = new Alarm(this, 'Alarm', {
      alarmName: props.name,
      alarmDescription: `${props.description} No data is what it waits for: INSUFFICIENT_DATA is told. See docs/runbook.md.`,
      metric: props.metric,
      threshold: 1,
      evaluationPeriods: props.periods,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.MISSING,
    })
    const tell = { bind: () => ({ alarmActionArn: props.topicArn }) }
    alarm.addAlarmAction(tell)
    alarm.addInsufficientDataAction(tell)
  }
}
