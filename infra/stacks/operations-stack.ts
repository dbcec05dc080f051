import { Dashboard } from 'aws-cdk-lib/aws-cloudwatch'
import { Duration } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { alarmNamesIn } from '../alarm-names-in.ts'
import { SilenceAlarm } from '../constructs/silence-alarm.ts'
import { TopicAlarm } from '../constructs/topic-alarm.ts'
import { checkProfiles } from '../functions/check-profiles.ts'
import { scheduledSweep } from '../functions/scheduled-sweep.ts'
import { surveyFleet } from '../functions/survey-fleet.ts'
import { MintmarkStack, type MintmarkStackProps } from '../mintmark-stack.ts'
import { operationsAlarms } from '../operations/alarms.ts'
import { dashboardWidgets } from '../operations/dashboard-widgets.ts'
import { metricsOf } from '../operations/metrics.ts'

export interface OperationsStackProps extends MintmarkStackProps {
  /** Alarms of the other stacks, for the dashboard. */
  readonly alarmNames: readonly string[]
}

const constructId = (subject: string) => subject.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())

const byTheClock = [
  { subject: 'sweep-silent', spec: scheduledSweep, period: Duration.hours(1), periods: 3, every: 'hour' },
  { subject: 'profile-check-silent', spec: checkProfiles, period: Duration.days(1), periods: 2, every: 'day' },
  { subject: 'fleet-survey-silent', spec: surveyFleet, period: Duration.days(1), periods: 2, every: 'day' },
] as const

/**
 * What whoever is on duty looks at: alarms about the work as a whole, and one dashboard. Alarms about one resource live in
 * the stack of that resource (docs/decisions/alarms-live-where.md). Without this stack all else works.
 */
export class OperationsStack extends MintmarkStack {
  constructor(scope: Construct, props: OperationsStackProps) {
    super(scope, 'operations', props)
    const { context } = this
    const { names, arns } = context
    const topicArn = arns.alarmTopic
    for (const { subject, ...alarm } of operationsAlarms(context))
      new TopicAlarm(this, constructId(subject), { ...alarm, name: names.alarm(subject), topicArn })
    const { ofFunction } = metricsOf(context)
    for (const { subject, spec, period, periods, every } of byTheClock)
      new SilenceAlarm(this, constructId(subject), {
        name: names.alarm(subject),
        description: `${names.function(spec.folder)} runs every ${every} and has not run.`,
        metric: ofFunction(spec.folder)('Invocations', { period }),
        periods,
        topicArn,
      })
    const widgets = dashboardWidgets(this, context, [...props.alarmNames, ...alarmNamesIn(this)].toSorted())
    new Dashboard(this, 'Dashboard', { dashboardName: names.dashboard, widgets })
  }
}
