import type { Authorization, AwsService, ServiceCall } from '../aws-service.ts'
import { createAwsJson } from '../protocols/aws-json.ts'
import { refuseUnknownMembers } from '../protocols/refuse-unknown-members.ts'
import type { Store } from '../state/store.ts'
import type { AlarmRecord } from './alarm.ts'
import { openAlarms, type StateChange } from './alarms.ts'
import { type Datum, openMetrics } from './metrics.ts'
import { alarmNotification } from './notification.ts'
import { type Input, operations } from './operations.ts'
import { readAlarm } from './read-alarm.ts'

export interface CloudWatchOptions {
  store: Store
  /** Milliseconds since 1970. */
  clock: () => number
  region: string
  accountId: string
  /** Does an action of an alarm, such as telling an SNS topic. */
  notify?: (actionArn: string, notification: { subject: string; message: string }) => void
}

export interface LocalCloudWatch extends AwsService {
  /** Makes or changes the alarm of an AWS::CloudWatch::Alarm by its resolved properties; its state stays. */
  createAlarm(properties: Record<string, unknown>): { name: string; arn: string }
  /** Records data in any namespace, also those of AWS. */
  record(data: readonly Datum[]): void
  /** Judges every alarm by the data of the periods that ended by now, and does the actions of those that changed. */
  evaluate(): void
  alarm(name: string): AlarmRecord
}

/** CloudWatch on this machine: metrics and alarms, kept in the store; alarms are judged when asked. */
export const createCloudWatch = (options: CloudWatchOptions): LocalCloudWatch => {
  const { store, clock, region, accountId, notify } = options
  const metrics = openMetrics(store, clock)
  const onStateChange = (change: StateChange) => {
    const { alarm, to } = change
    if (!alarm.ActionsEnabled) return
    const actions = { OK: alarm.OKActions, ALARM: alarm.AlarmActions, INSUFFICIENT_DATA: alarm.InsufficientDataActions }
    for (const arn of actions[to]) notify?.(arn, alarmNotification(change, region, accountId))
  }
  const alarms = openAlarms({ store, clock, metrics, onStateChange })
  const alarmArn = (name: string) => `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`
  const protocol = createAwsJson({
    service: 'CloudWatch (awsJson1.0 only, neither query nor CBOR)',
    version: '1.0',
    targetPrefix: 'GraniteServiceVersion20100801',
    operations: Object.keys(operations),
    errorType: (name) => `com.amazonaws.cloudwatch#${name}`,
  })
  return {
    signingNames: ['monitoring'],
    name: 'cloudwatch',
    route: protocol.route,
    authorizations: (call) => authorizationsOf(alarmArn, call),
    handle: async ({ operation, input }) => {
      const known = operations[operation]
      if (known?.members !== undefined)
        refuseUnknownMembers(`CloudWatch, in ${operation}`, input as Input, known.members, 'InvalidParameterValue')
      return protocol.answer(known?.act({ alarms, metrics, clock, alarmArn }, input as Input))
    },
    renderError: (error) =>
      protocol.renderError(error, {
        'x-amzn-query-error': `${error.name};${error.status < 500 ? 'Sender' : 'Receiver'}`,
      }),
    createAlarm: (properties) => {
      const definition = readAlarm(properties)
      alarms.put(definition)
      return { name: definition.AlarmName, arn: alarmArn(definition.AlarmName) }
    },
    record: metrics.put,
    evaluate: alarms.evaluate,
    alarm: alarms.get,
  }
}

const onAlarms = ['PutMetricAlarm', 'SetAlarmState', 'DeleteAlarms', 'DescribeAlarms']

/** The IAM actions and resources of a call. Source: Service Authorization Reference, "Amazon CloudWatch". */
const authorizationsOf = (alarmArn: (name: string) => string, { operation, input }: ServiceCall): Authorization[] => {
  const { AlarmName, AlarmNames, Namespace } = input as Input
  const action = `cloudwatch:${operation}`
  if (operation === 'PutMetricData')
    return [{ action, resource: '*', context: { 'cloudwatch:namespace': String(Namespace) } }]
  if (!onAlarms.includes(operation)) return [{ action, resource: '*' }]
  const names = AlarmName === undefined ? ((AlarmNames ?? ['*']) as string[]) : [String(AlarmName)]
  return names.map((name) => ({ action, resource: alarmArn(name) }))
}
