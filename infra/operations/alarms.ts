import { Duration } from 'aws-cdk-lib/core'
import { silenceIsNoNews, type TopicAlarmProps } from '../constructs/topic-alarm.ts'
import { admission } from '../functions/admission.ts'
import { confirmCredential } from '../functions/confirm-credential.ts'
import { mintCredential } from '../functions/mint-credential.ts'
import { scheduledSweep } from '../functions/scheduled-sweep.ts'
import { surveyFleet } from '../functions/survey-fleet.ts'
import type { StackContext } from '../mintmark-stack.ts'
import { metricsOf } from './metrics.ts'

type Definition = Omit<TopicAlarmProps, 'topicArn' | 'name'> & { readonly subject: string }

const hour = Duration.hours(1)
const day = Duration.days(1)

/** CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data". */
const dynamoDbIgnoresSilence = {
  ...silenceIsNoNews,
  because: 'CloudWatch ignores missing data of DynamoDB whatever an alarm says, so reset it by hand once it is over.',
}

/** The factory line. */
const line = ({ names }: StackContext, { counted }: ReturnType<typeof metricsOf>): Definition[] => [
  {
    subject: 'mint-failures',
    description: `Three mints or more failed within five minutes; ${names.functionLogGroup(mintCredential.folder)} has the reason.`,
    metric: counted('MintFailures'),
    threshold: 3,
  },
  {
    subject: 'station-refused',
    description: `Stations were refused three times or more within five minutes: revoked, not enrolled, not of the order, or without rights; ${names.functionLogGroup(admission.folder)} names them.`,
    metric: counted('StationRefused'),
    threshold: 3,
  },
  {
    subject: 'throttled-calls',
    description: `AWS throttled mints or confirmations to the end of their retries; ${names.functionLogGroup(mintCredential.folder)} and ${names.functionLogGroup(confirmCredential.folder)} name the call.`,
    metric: counted('ThrottledCalls'),
    threshold: 1,
  },
]

/** What should follow, and does not: confirms after mints, first connects after confirms. */
const lag = ({ names, stage }: StackContext, { printed }: ReturnType<typeof metricsOf>): Definition[] => [
  {
    subject: 'unconfirmed-devices',
    description: 'Ten devices or more got a certificate within the last day and were not confirmed within an hour.',
    metric: printed('UnconfirmedDevices', { statistic: 'Maximum', period: hour }),
    threshold: 10,
    missing: silenceIsNoNews,
  },
  {
    subject: 'first-connect-lag',
    description: `Of one order, one device in five or more did not connect within ${stage.firstConnectDays} days of its confirmation; mintmark fleet names it.`,
    metric: printed('FirstConnectLag', { statistic: 'Maximum', period: day }),
    threshold: 20,
    missing: silenceIsNoNews,
  },
  {
    subject: 'late-devices-growth',
    description: `Ten devices or more than yesterday did not connect within ${stage.firstConnectDays} days of their confirmation; mintmark fleet says why, ${names.functionLogGroup(surveyFleet.folder)} has the days before.`,
    // Shorter than the schedule, so that it is told again every day while it grows.
    metric: printed('LateDevicesGrowth'),
    threshold: 10,
  },
]

/** What AWS says of itself and of those who come. */
const cloud = (
  { names }: StackContext,
  { counted, ofBroker, ofRegistry }: ReturnType<typeof metricsOf>,
): Definition[] => [
  {
    subject: 'registry-read-throttles',
    description: `DynamoDB throttled reads of ${names.registryTable}.`,
    metric: ofRegistry('ReadThrottleEvents'),
    threshold: 1,
    missing: dynamoDbIgnoresSilence,
  },
  {
    subject: 'registry-write-throttles',
    description: `DynamoDB throttled writes of ${names.registryTable}.`,
    metric: ofRegistry('WriteThrottleEvents'),
    threshold: 1,
    missing: dynamoDbIgnoresSilence,
  },
  {
    subject: 'connect-throttles',
    description: 'AWS IoT throttled connects of this account: more devices come at once than its quota allows.',
    metric: ofBroker('Connect.Throttle'),
    threshold: 1,
  },
  {
    subject: 'authn-errors',
    description: `AWS IoT refused ten connects or more within five minutes that showed a credential; ${names.iotLogGroup} says whose and why.`,
    metric: counted('AuthNErrors'),
    threshold: 10,
  },
]

const upkeep = ({ names }: StackContext, { printed }: ReturnType<typeof metricsOf>): Definition[] => [
  {
    subject: 'sweep-findings',
    description: `Registry and AWS IoT disagree about a device, and the sweep does not decide that; ${names.functionLogGroup(scheduledSweep.folder)} names it.`,
    metric: printed('SweepFindings'),
    threshold: 1,
  },
]

/** Every alarm that is of the work as a whole and not of one resource. Without IoT logging nobody writes down who was refused. */
export const operationsAlarms = (context: StackContext): Definition[] => {
  const metrics = metricsOf(context)
  return [line, lag, cloud, upkeep]
    .flatMap((some) => some(context, metrics))
    .filter(({ subject }) => subject !== 'authn-errors' || context.stage.iotLogging !== 'off')
}
