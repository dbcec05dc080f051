import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { CfnRule } from 'aws-cdk-lib/aws-events'
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda'
import { Duration } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { LambdaFunction } from '../constructs/lambda-function.ts'
import { TopicAlarm } from '../constructs/topic-alarm.ts'
import { checkProfiles } from '../functions/check-profiles.ts'
import { scheduledSweep } from '../functions/scheduled-sweep.ts'
import { MintmarkStack, type MintmarkStackProps } from '../mintmark-stack.ts'

/** What is done by the clock, without being asked for. */
export class UpkeepStack extends MintmarkStack {
  constructor(scope: Construct, props: MintmarkStackProps) {
    super(scope, 'upkeep', props)
    const { context } = this
    const { names } = context
    const sweep = new LambdaFunction(this, 'ScheduledSweep', { context, spec: scheduledSweep })
    const everyHour = new CfnRule(this, 'EveryHour', {
      name: names.sweepSchedule,
      description: 'Sweeps up what crashes left behind',
      scheduleExpression: 'rate(1 hour)',
      state: 'ENABLED',
      targets: [{ id: 'sweep', arn: sweep.function.functionArn }],
    })
    this.#allow('MaySweep', everyHour, sweep.function)
    const check = new LambdaFunction(this, 'CheckProfiles', { context, spec: checkProfiles })
    const everyDay = new CfnRule(this, 'EveryDay', {
      name: names.profileCheckSchedule,
      description: 'Looks whether devices that were made can still connect to the account',
      scheduleExpression: 'rate(1 day)',
      state: 'ENABLED',
      targets: [{ id: 'check', arn: check.function.functionArn }],
    })
    this.#allow('MayCheck', everyDay, check.function)
    this.#alarmOnDrift()
  }

  #allow(id: string, rule: CfnRule, handler: IFunction) {
    new CfnPermission(this, id, {
      action: 'lambda:InvokeFunction',
      functionName: handler.functionArn,
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
    })
  }

  #alarmOnDrift() {
    const { stage, names, arns } = this.context
    new TopicAlarm(this, 'DriftAlarm', {
      name: names.alarm('profile-drift'),
      description: `An endpoint or a domain configuration changed under devices that were made; ${names.functionLogGroup(checkProfiles.folder)} says which orders, and what to do.`,
      metric: new Metric({
        namespace: 'Mintmark',
        metricName: 'ProfileDrifts',
        dimensionsMap: { Stage: stage.name },
        statistic: 'Sum',
        // Shorter than the schedule, so that what is not mended is told again every day.
        period: Duration.minutes(5),
      }),
      threshold: 1,
      topicArn: arns.alarmTopic,
    })
  }
}
