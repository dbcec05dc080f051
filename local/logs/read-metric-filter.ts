import { refuseUnknownMembers } from '../protocols/refuse-unknown-members.ts'
import { invalidParameter } from './errors.ts'
import { parseFilterPattern } from './filter-pattern.ts'
import type { MetricFilter } from './metric-filters.ts'

type Given = Record<string, unknown>

const text = (given: Given, name: string): string => {
  const value = given[name]
  if (typeof value === 'string' && value !== '') return value
  throw invalidParameter(`AWS::Logs::MetricFilter: ${name} is missing`)
}

/**
 * Reads the properties of an AWS::Logs::MetricFilter that adds a number for each line it finds. Dimensions, default values
 * and values taken from the line are refused. Source: CloudFormation, "AWS::Logs::MetricFilter".
 */
export const readMetricFilter = (given: Given): MetricFilter => {
  const known = ['FilterName', 'FilterPattern', 'LogGroupName', 'MetricTransformations']
  refuseUnknownMembers('CloudWatch Logs, in AWS::Logs::MetricFilter', given, known, 'InvalidParameterException')
  const [transformation, ...others] = (given.MetricTransformations ?? []) as Given[]
  if (transformation === undefined || others.length > 0)
    throw invalidParameter('AWS::Logs::MetricFilter: MetricTransformations has exactly one member')
  const members = ['MetricName', 'MetricNamespace', 'MetricValue', 'Unit']
  refuseUnknownMembers(
    'CloudWatch Logs, in MetricTransformations',
    transformation,
    members,
    'InvalidParameterException',
  )
  const namespace = text(transformation, 'MetricNamespace')
  if (namespace.startsWith('AWS/')) throw invalidParameter(`The namespace ${namespace} belongs to AWS`)
  const value = Number(text(transformation, 'MetricValue'))
  if (!Number.isFinite(value))
    throw invalidParameter(`The local CloudWatch Logs adds a number a line, not ${String(transformation.MetricValue)}`)
  return {
    name: text(given, 'FilterName'),
    group: text(given, 'LogGroupName'),
    matches: parseFilterPattern(text(given, 'FilterPattern')),
    namespace,
    metric: text(transformation, 'MetricName'),
    value,
    ...(transformation.Unit === undefined ? {} : { unit: text(transformation, 'Unit') }),
  }
}
