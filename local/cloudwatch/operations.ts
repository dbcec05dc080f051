import { AwsError } from '../aws-service.ts'
import { refuseUnknownMembers } from '../protocols/refuse-unknown-members.ts'
import type { AlarmRecord, AlarmState } from './alarm.ts'
import type { Alarms } from './alarms.ts'
import { type Datum, type Metrics, reduceValues } from './metrics.ts'
import { readAlarm } from './read-alarm.ts'

export type Input = Record<string, unknown>

export interface OperationContext {
  alarms: Alarms
  metrics: Metrics
  clock: () => number
  alarmArn(name: string): string
}

export interface Operation {
  /** Members of its input; any other is refused by name. Without them the operation checks its input itself. */
  members?: readonly string[]
  act(context: OperationContext, input: Input): object
}

const invalid = (message: string) => new AwsError('InvalidParameterValue', 400, message)
const list = <T>(value: unknown): T[] => (Array.isArray(value) ? value : [])

interface MetricDatumInput {
  MetricName: string
  Dimensions?: { Name: string; Value: string }[]
  Timestamp?: number
  Value?: number
  Values?: number[]
  Counts?: number[]
  Unit?: string
}

const datumMembers = ['MetricName', 'Dimensions', 'Timestamp', 'Value', 'Values', 'Counts', 'Unit', 'StorageResolution']

const dimensionsOf = (given: unknown): Record<string, string> =>
  Object.fromEntries(list<{ Name: string; Value: string }>(given).map(({ Name, Value }) => [Name, Value]))

const datum = (namespace: string, now: number, given: MetricDatumInput): Datum => {
  refuseUnknownMembers('CloudWatch, in MetricData', given, datumMembers, 'InvalidParameterValue')
  const { MetricName, Dimensions, Timestamp, Value, Values = [], Counts, Unit } = given
  const values = Value === undefined ? Values.flatMap((value, at) => Array(Counts?.[at] ?? 1).fill(value)) : [Value]
  if (values.length === 0) throw invalid(`The metric ${MetricName} has no value`)
  return {
    namespace,
    name: MetricName,
    dimensions: dimensionsOf(Dimensions),
    values,
    timestamp: Timestamp === undefined ? now : Timestamp * 1000,
    ...(Unit === undefined ? {} : { unit: Unit }),
  }
}

const putMetricData: Operation = {
  members: ['Namespace', 'MetricData'],
  act: ({ metrics, clock }, { Namespace, MetricData }) => {
    const namespace = String(Namespace)
    if (namespace.startsWith('AWS/')) throw invalid(`The namespace ${namespace} belongs to AWS`)
    metrics.put(list<MetricDatumInput>(MetricData).map((given) => datum(namespace, clock(), given)))
    return {}
  },
}

const listMetrics: Operation = {
  members: ['Namespace', 'MetricName'],
  act: ({ metrics }, { Namespace, MetricName }) => ({
    Metrics: metrics
      .names()
      .filter(({ namespace, name }) => (Namespace ?? namespace) === namespace && (MetricName ?? name) === name)
      .map(({ namespace, name, dimensions }) => ({
        Namespace: namespace,
        MetricName: name,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      })),
  }),
}

const getMetricStatistics: Operation = {
  members: [
    ...['Namespace', 'MetricName', 'Dimensions', 'StartTime', 'EndTime', 'Period', 'Statistics'],
    ...['ExtendedStatistics', 'Unit'],
  ],
  act: ({ metrics }, input) => {
    const [period, start, end] = [
      Number(input.Period) * 1000,
      Number(input.StartTime) * 1000,
      Number(input.EndTime) * 1000,
    ]
    if (!(period > 0) || !(start < end)) throw invalid('Period, StartTime and EndTime do not name a range')
    const metric = {
      namespace: String(input.Namespace),
      name: String(input.MetricName),
      dimensions: dimensionsOf(input.Dimensions),
    }
    const unit = input.Unit === undefined ? undefined : String(input.Unit)
    const from = Math.floor(start / period) * period
    const count = Math.ceil((end - from) / period)
    const points = metrics
      .periods(metric, from + count * period, period, count, unit)
      .map((values, at) => ({ Timestamp: (from + at * period) / 1000, values }))
      .filter(({ values }) => values.length > 0)
      .map(({ Timestamp, values }) => {
        const of = (names: unknown) => list<string>(names).map((name) => [name, reduceValues(values, name)])
        const extended = of(input.ExtendedStatistics)
        return {
          Timestamp,
          ...Object.fromEntries(of(input.Statistics)),
          ...(extended.length === 0 ? {} : { ExtendedStatistics: Object.fromEntries(extended) }),
          Unit: unit ?? 'None',
        }
      })
    return { Label: metric.name, Datapoints: points }
  },
}

const shown = ({ alarmArn }: OperationContext, record: AlarmRecord) => {
  const { Tags: _, ...definition } = record.definition
  return {
    ...definition,
    AlarmArn: alarmArn(definition.AlarmName),
    AlarmConfigurationUpdatedTimestamp: record.configuredAt / 1000,
    StateValue: record.state,
    StateReason: record.reason,
    StateUpdatedTimestamp: record.stateChangedAt / 1000,
  }
}

const describeAlarms: Operation = {
  members: ['AlarmNames', 'AlarmNamePrefix', 'AlarmTypes', 'StateValue'],
  act: (context, { AlarmNames, AlarmNamePrefix, AlarmTypes, StateValue }) => {
    if (list(AlarmTypes).some((type) => type !== 'MetricAlarm'))
      throw invalid('The local CloudWatch has metric alarms only')
    const names = AlarmNames === undefined ? undefined : list<string>(AlarmNames)
    const found = context.alarms
      .all(String(AlarmNamePrefix ?? ''))
      .filter(({ state }) => (StateValue ?? state) === state)
      .filter(({ definition }) => names?.includes(definition.AlarmName) ?? true)
    return { MetricAlarms: found.map((record) => shown(context, record)), CompositeAlarms: [] }
  },
}

/** Every operation the local CloudWatch knows, by its name in the API. */
export const operations: Record<string, Operation> = {
  DeleteAlarms: {
    members: ['AlarmNames'],
    act: ({ alarms }, { AlarmNames }) => {
      for (const name of list<string>(AlarmNames)) alarms.get(name)
      for (const name of list<string>(AlarmNames)) alarms.delete(name)
      return {}
    },
  },
  DescribeAlarms: describeAlarms,
  GetMetricStatistics: getMetricStatistics,
  ListMetrics: listMetrics,
  PutMetricAlarm: {
    act: ({ alarms }, input) => {
      alarms.put(readAlarm(input))
      return {}
    },
  },
  PutMetricData: putMetricData,
  SetAlarmState: {
    members: ['AlarmName', 'StateValue', 'StateReason'],
    act: ({ alarms }, { AlarmName, StateValue, StateReason }) => {
      if (!['OK', 'ALARM', 'INSUFFICIENT_DATA'].includes(String(StateValue)))
        throw invalid(`StateValue must be OK, ALARM or INSUFFICIENT_DATA, not ${String(StateValue)}`)
      alarms.setState(String(AlarmName), StateValue as AlarmState, String(StateReason))
      return {}
    },
  },
}
