import { type AlarmDefinition, type AlarmState, comparisons } from './alarm.ts'

type Rule = Pick<
  AlarmDefinition,
  'Namespace' | 'Threshold' | 'ComparisonOperator' | 'EvaluationPeriods' | 'DatapointsToAlarm' | 'TreatMissingData'
>

/** How many periods more than EvaluationPeriods are looked at for data; AWS says only that there are more, its examples have two. */
export const MORE_PERIODS = 2

export const evaluationRange = ({ EvaluationPeriods }: Pick<Rule, 'EvaluationPeriods'>) =>
  EvaluationPeriods + MORE_PERIODS

/**
 * The state of an alarm after the data points of its evaluation range: one a period, the oldest first, undefined where data
 * is missing. Missing points count only when there are fewer real ones than EvaluationPeriods.
 * Source: CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data".
 */
export const evaluateAlarm = (rule: Rule, range: readonly (number | undefined)[], current: AlarmState): AlarmState => {
  const breaches = (value: number) => comparisons[rule.ComparisonOperator](value, rule.Threshold)
  const real = range.filter((value) => value !== undefined).slice(-rule.EvaluationPeriods)
  const breaching = real.filter(breaches).length
  if (breaching >= rule.DatapointsToAlarm) return 'ALARM'
  if (real.length === rule.EvaluationPeriods) return 'OK'
  const missing = rule.EvaluationPeriods - real.length
  // Alarms on DynamoDB's own metrics ignore missing data, whatever they say.
  const treatment = rule.Namespace === 'AWS/DynamoDB' ? 'ignore' : rule.TreatMissingData
  if (treatment === 'breaching') return breaching + missing >= rule.DatapointsToAlarm ? 'ALARM' : 'OK'
  if (treatment === 'notBreaching' || breaching < real.length) return 'OK'
  if (treatment === 'ignore') return current
  if (real.length === 0) return 'INSUFFICIENT_DATA'
  // Only breaching points are there: the alarm goes off once the oldest is as old as the points it takes.
  const age = range.length - range.findIndex((value) => value !== undefined)
  return age >= rule.DatapointsToAlarm ? 'ALARM' : current
}
