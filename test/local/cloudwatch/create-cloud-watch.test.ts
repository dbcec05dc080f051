import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutDashboardCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch'
import { type CloudWatchOptions, createCloudWatch } from '../../../local/cloudwatch/create-cloud-watch.ts'
import { openStore } from '../../../local/state/store.ts'
import { serve } from '../support/serve.ts'

const start = 1_700_000_100_000
const topic = 'arn:aws:sns:eu-west-1:123456789012:alarms'

const errors = {
  AlarmName: 'errors',
  AlarmDescription: 'a function failed',
  AlarmActions: [topic],
  Namespace: 'AWS/Lambda',
  MetricName: 'Errors',
  Dimensions: [{ Name: 'FunctionName', Value: 'f' }],
  Statistic: 'Sum' as const,
  Period: 300,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold' as const,
  TreatMissingData: 'notBreaching',
}

const open = async (options: Partial<CloudWatchOptions> = {}) => {
  const time = { now: start }
  const told: string[] = []
  const cloudwatch = createCloudWatch({
    store: openStore(),
    clock: () => time.now,
    region: 'eu-west-1',
    accountId: '123456789012',
    notify: (arn, { subject }) => void told.push(`${arn.split(':').at(-1)}: ${subject}`),
    ...options,
  })
  const served = await serve(cloudwatch)
  const client = new CloudWatchClient(served.client)
  return {
    cloudwatch,
    client,
    time,
    told,
    [Symbol.asyncDispose]: async () => {
      client.destroy()
      await served[Symbol.asyncDispose]()
    },
  }
}

test('an alarm goes off with the data of its period, tells its topic once, and recovers', async () => {
  await using local = await open()
  const { cloudwatch, time, told } = local
  cloudwatch.createAlarm(errors)
  expect(cloudwatch.alarm('errors').state).toBe('INSUFFICIENT_DATA')
  cloudwatch.evaluate()
  expect(cloudwatch.alarm('errors').state).toBe('OK')
  const dimensions = { FunctionName: 'f' }
  cloudwatch.record([{ namespace: 'AWS/Lambda', name: 'Errors', dimensions, values: [1], timestamp: start }])
  cloudwatch.record([
    {
      namespace: 'AWS/Lambda',
      name: 'Errors',
      dimensions: { FunctionName: 'g' },
      values: [9],
      timestamp: start + 300_000,
    },
  ])
  time.now += 300_000
  cloudwatch.evaluate()
  cloudwatch.evaluate()
  expect(cloudwatch.alarm('errors')).toMatchObject({ state: 'ALARM', stateChangedAt: time.now })
  expect(told).toEqual(['alarms: ALARM: "errors" in eu-west-1'])
  time.now += 3 * 300_000
  cloudwatch.evaluate()
  expect(cloudwatch.alarm('errors').state).toBe('OK')
  expect(told).toHaveLength(1)
})

test('the SDK puts alarms, describes them, sets their state and deletes them', async () => {
  await using local = await open()
  const { client, told } = local
  const { TreatMissingData: _, ...missing } = errors
  await client.send(new PutMetricAlarmCommand({ ...missing, OKActions: [topic] }))
  await client.send(new SetAlarmStateCommand({ AlarmName: 'errors', StateValue: 'OK', StateReason: 'by hand' }))
  const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmNames: ['errors'] }))
  expect(MetricAlarms).toMatchObject([
    {
      AlarmArn: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:errors',
      StateValue: 'OK',
      StateReason: 'by hand',
      TreatMissingData: 'missing',
      DatapointsToAlarm: 1,
      ActionsEnabled: true,
      StateUpdatedTimestamp: new Date(start),
    },
  ])
  expect(told).toEqual(['alarms: OK: "errors" in eu-west-1'])
  await client.send(new DeleteAlarmsCommand({ AlarmNames: ['errors'] }))
  await expect(client.send(new DeleteAlarmsCommand({ AlarmNames: ['errors'] }))).rejects.toMatchObject({
    message: 'Unknown alarm: errors',
  })
})

test('metric data comes back as statistics, also from a compressed request', async () => {
  await using local = await open()
  const { client } = local
  const Dimensions = [{ Name: 'stage', Value: 'dev' }]
  const MetricData = Array.from({ length: 400 }, (_, n) => ({
    MetricName: 'mintMs',
    Dimensions,
    Value: n + 1,
    Unit: 'Milliseconds' as const,
    Timestamp: new Date(start),
  }))
  await client.send(new PutMetricDataCommand({ Namespace: 'Mint', MetricData }))
  const counted = { MetricName: 'mintMs', Dimensions, Values: [1000], Counts: [2], Timestamp: new Date(start + 60_000) }
  await client.send(new PutMetricDataCommand({ Namespace: 'Mint', MetricData: [counted] }))
  const { Datapoints } = await client.send(
    new GetMetricStatisticsCommand({
      Namespace: 'Mint',
      MetricName: 'mintMs',
      Dimensions,
      StartTime: new Date(start),
      EndTime: new Date(start + 120_000),
      Period: 60,
      Statistics: ['SampleCount', 'Average', 'Maximum'],
      ExtendedStatistics: ['p99'],
    }),
  )
  expect(Datapoints).toMatchObject([
    { SampleCount: 400, Average: 200.5, Maximum: 400, ExtendedStatistics: { p99: 396 } },
    { SampleCount: 2, Average: 1000, Maximum: 1000, ExtendedStatistics: { p99: 1000 } },
  ])
  expect((await client.send(new ListMetricsCommand({ Namespace: 'Mint' }))).Metrics).toEqual([
    { Namespace: 'Mint', MetricName: 'mintMs', Dimensions },
  ])
})

test('alarms, states and data survive a restart', async () => {
  const store = openStore()
  {
    await using before = await open({ store })
    before.cloudwatch.createAlarm(errors)
    const dimensions = { FunctionName: 'f' }
    before.cloudwatch.record([{ namespace: 'AWS/Lambda', name: 'Errors', dimensions, values: [1], timestamp: start }])
    before.time.now += 300_000
    before.cloudwatch.evaluate()
  }
  await using after = await open({ store })
  after.cloudwatch.createAlarm(errors)
  after.time.now += 300_000
  after.cloudwatch.evaluate()
  expect(after.cloudwatch.alarm('errors')).toMatchObject({ state: 'ALARM' })
  expect(after.told).toEqual([])
})

test('data older than fifteen days is gone after a restart', async () => {
  const store = openStore()
  const datum = { namespace: 'Mint', name: 'm', dimensions: {}, values: [1] }
  const statistics = new GetMetricStatisticsCommand({
    Namespace: 'Mint',
    MetricName: 'm',
    StartTime: new Date(start - 30 * 86_400_000),
    EndTime: new Date(start),
    Period: 86_400,
    Statistics: ['SampleCount'],
  })
  await using before = await open({ store })
  before.cloudwatch.record([16, 14].map((days) => ({ ...datum, timestamp: start - days * 86_400_000 })))
  expect((await before.client.send(statistics)).Datapoints).toHaveLength(2)
  await using after = await open({ store })
  expect((await after.client.send(statistics)).Datapoints).toHaveLength(1)
})

test.each([
  ['a property it does not know', { Metrics: [] }, /does not know Metrics/],
  ['an odd period', { Period: 45 }, /multiple of 60 seconds, not 45/],
  ['more than a day', { EvaluationPeriods: 289 }, /at most 86400 seconds, not 86700/],
  ['more points than periods', { DatapointsToAlarm: 2 }, /DatapointsToAlarm 2 is more than EvaluationPeriods 1/],
  ['two statistics', { ExtendedStatistic: 'p99' }, /Exactly one of Statistic and ExtendedStatistic/],
  ['no threshold', { Threshold: undefined }, /Threshold must be a number/],
  ['an unknown operator', { ComparisonOperator: 'Above' }, /ComparisonOperator must be one of/],
])('an alarm with %s is refused', async (_, change, says) => {
  await using local = await open()
  expect(() => local.cloudwatch.createAlarm({ ...errors, ...change })).toThrow(says)
})

test('what the local CloudWatch does not know is refused by name', async () => {
  await using local = await open()
  const { client } = local
  await expect(client.send(new PutDashboardCommand({ DashboardName: 'd', DashboardBody: '{}' }))).rejects.toMatchObject(
    {
      message: expect.stringContaining('PutDashboard'),
    },
  )
  const data = { Namespace: 'AWS/Lambda', MetricData: [{ MetricName: 'm', Value: 1 }] }
  await expect(client.send(new PutMetricDataCommand(data))).rejects.toMatchObject({
    message: expect.stringContaining('AWS/Lambda'),
  })
})

test.each([
  [
    'PutMetricData',
    { Namespace: 'Mint' },
    [{ action: 'cloudwatch:PutMetricData', resource: '*', context: { 'cloudwatch:namespace': 'Mint' } }],
  ],
  [
    'SetAlarmState',
    { AlarmName: 'a' },
    [{ action: 'cloudwatch:SetAlarmState', resource: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:a' }],
  ],
  ['ListMetrics', {}, [{ action: 'cloudwatch:ListMetrics', resource: '*' }]],
])('%s needs its action', async (operation, input, needed) => {
  await using local = await open()
  expect(local.cloudwatch.authorizations({ operation, input })).toEqual(needed)
})
