import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { Duration } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { LambdaFunction } from '../constructs/lambda-function.ts'
import { Schedule } from '../constructs/schedule.ts'
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
    new Schedule(this, 'EveryHour', {
      name: names.sweepSchedule,
      description: 'Sweeps up what crashes left behind',
      every: 'rate(1 hour)',
      handler: sweep.function,
    })
    const check = new LambdaFunction(this, 'CheckProfiles', { context, spec: checkProfiles })
    new Schedule(this, 'EveryDay', {
      name: names.profileCheckSchedule,
      description: 'Looks whether devices that were made can still connect to the account',
      every: 'rate(1 day)',
      handler: check.function,
    })
    this.#alarmOnDrift()
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
