import { AwsError } from '../aws-service.ts'
import { refuseUnknownMembers } from '../protocols/refuse-unknown-members.ts'
import { type AlarmDefinition, comparisons, missingDataTreatments, statistics } from './alarm.ts'

/** The properties of AWS::CloudWatch::Alarm and members of PutMetricAlarm for an alarm on one metric. */
const known = [
  ...['AlarmName', 'AlarmDescription', 'ActionsEnabled', 'OKActions', 'AlarmActions', 'InsufficientDataActions'],
  ...['Namespace', 'MetricName', 'Dimensions', 'Statistic', 'ExtendedStatistic', 'Unit', 'Period'],
  ...['EvaluationPeriods', 'DatapointsToAlarm', 'Threshold', 'ComparisonOperator', 'TreatMissingData', 'Tags'],
]

const DAY = 86_400

const invalid = (message: string) => new AwsError('InvalidParameterValue', 400, message)

type Given = Record<string, unknown>

const oneOf = <T extends string>(given: Given, name: string, values: readonly T[]): T => {
  const value = given[name]
  if (values.includes(value as T)) return value as T
  throw invalid(`${name} must be one of ${values.join(', ')}, not ${String(value)}`)
}

const number = (given: Given, name: string): number => {
  const value = Number(given[name])
  if (given[name] !== undefined && Number.isFinite(value)) return value
  throw invalid(`${name} must be a number, not ${String(given[name])}`)
}

const count = (given: Given, name: string): number => {
  const value = number(given, name)
  if (Number.isInteger(value) && value >= 1) return value
  throw invalid(`${name} must be an integer from 1, not ${value}`)
}

const text = (given: Given, name: string): string => {
  const value = given[name]
  if (typeof value === 'string' && value !== '') return value
  throw invalid(`${name} is missing`)
}

const list = <T>(value: unknown): T[] => (Array.isArray(value) ? value : [])

const statisticOf = (given: Given): Pick<AlarmDefinition, 'Statistic' | 'ExtendedStatistic'> => {
  const { Statistic, ExtendedStatistic } = given
  if ((Statistic === undefined) === (ExtendedStatistic === undefined))
    throw invalid('Exactly one of Statistic and ExtendedStatistic is needed')
  if (Statistic !== undefined) return { Statistic: oneOf(given, 'Statistic', statistics) }
  if (typeof ExtendedStatistic === 'string' && /^p(\d{1,2}(\.\d+)?|100)$/.test(ExtendedStatistic))
    return { ExtendedStatistic }
  throw invalid(`ExtendedStatistic must be a percentile like p99, not ${String(ExtendedStatistic)}`)
}

/** Reads an alarm as a template or PutMetricAlarm gives it. Throws for what CloudWatch would refuse and for what the local one does not know. Source: CloudWatch API Reference, "PutMetricAlarm". */
export const readAlarm = (given: Given): AlarmDefinition => {
  refuseUnknownMembers('CloudWatch, in an alarm', given, known, 'InvalidParameterValue')
  const period = count(given, 'Period')
  if (![10, 20, 30].includes(period) && period % 60 !== 0)
    throw invalid(`Period must be 10, 20, 30 or a multiple of 60 seconds, not ${period}`)
  const periods = count(given, 'EvaluationPeriods')
  const most = period >= 3600 ? 7 * DAY : DAY
  if (period * periods > most)
    throw invalid(`Period × EvaluationPeriods must be at most ${most} seconds, not ${period * periods}`)
  const points = given.DatapointsToAlarm === undefined ? periods : count(given, 'DatapointsToAlarm')
  if (points > periods) throw invalid(`DatapointsToAlarm ${points} is more than EvaluationPeriods ${periods}`)
  return {
    AlarmName: text(given, 'AlarmName'),
    ...(given.AlarmDescription === undefined ? {} : { AlarmDescription: String(given.AlarmDescription) }),
    ActionsEnabled: given.ActionsEnabled !== false,
    OKActions: list(given.OKActions),
    AlarmActions: list(given.AlarmActions),
    InsufficientDataActions: list(given.InsufficientDataActions),
    Namespace: text(given, 'Namespace'),
    MetricName: text(given, 'MetricName'),
    Dimensions: list(given.Dimensions),
    ...statisticOf(given),
    ...(given.Unit === undefined ? {} : { Unit: String(given.Unit) }),
    Period: period,
    EvaluationPeriods: periods,
    DatapointsToAlarm: points,
    Threshold: number(given, 'Threshold'),
    ComparisonOperator: oneOf(given, 'ComparisonOperator', Object.keys(comparisons) as (keyof typeof comparisons)[]),
    TreatMissingData:
      given.TreatMissingData === undefined ? 'missing' : oneOf(given, 'TreatMissingData', missingDataTreatments),
    Tags: list(given.Tags),
  }
}
