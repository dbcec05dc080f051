export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'

export const comparisons = {
  GreaterThanOrEqualToThreshold: (value: number, threshold: number) => value >= threshold,
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
  LessThanOrEqualToThreshold: (value: number, threshold: number) => value <= threshold,
}

export const missingDataTreatments = ['breaching', 'notBreaching', 'ignore', 'missing'] as const

/** An alarm on one metric, in the words of PutMetricAlarm. Periods are seconds. */
export interface AlarmDefinition {
  AlarmName: string
  AlarmDescription?: string
  ActionsEnabled: boolean
  OKActions: string[]
  AlarmActions: string[]
  InsufficientDataActions: string[]
  Namespace: string
  MetricName: string
  Dimensions: { Name: string; Value: string }[]
  Statistic?: Statistic
  ExtendedStatistic?: string
  Unit?: string
  Period: number
  EvaluationPeriods: number
  DatapointsToAlarm: number
  Threshold: number
  ComparisonOperator: keyof typeof comparisons
  TreatMissingData: (typeof missingDataTreatments)[number]
  Tags: { Key: string; Value: string }[]
}

export const statistics = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const
export type Statistic = (typeof statistics)[number]

/** An alarm as it is stored; times are milliseconds since 1970. */
export interface AlarmRecord {
  definition: AlarmDefinition
  state: AlarmState
  reason: string
  stateChangedAt: number
  configuredAt: number
}
