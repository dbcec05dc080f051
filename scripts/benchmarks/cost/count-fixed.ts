import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What stands in the templates and costs by the month. */
export interface Fixed {
  alarms: number
  dashboards: number
  /** Metrics outside AWS's own namespaces that an alarm or a filter names: those that Mintmark publishes. */
  metrics: number
  keys: number
}

interface Resource {
  Type: string
  Properties?: {
    Namespace?: unknown
    MetricName?: unknown
    MetricTransformations?: { MetricNamespace?: unknown; MetricName?: unknown }[]
  }
}

/** Counts the standing resources of a synthesized stage. */
export const countFixed = (assemblyDirectory: string): Fixed => {
  const resources = readdirSync(assemblyDirectory)
    .filter((file) => file.endsWith('.template.json'))
    .flatMap((file) => {
      const { Resources = {} } = JSON.parse(readFileSync(join(assemblyDirectory, file), 'utf8'))
      return Object.values(Resources) as Resource[]
    })
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type)
  const metrics = new Set<string>()
  for (const { Properties: { Namespace, MetricName, MetricTransformations = [] } = {} } of resources)
    for (const [namespace, name] of [
      [Namespace, MetricName],
      ...MetricTransformations.map((one) => [one.MetricNamespace, one.MetricName]),
    ])
      if (typeof name === 'string' && !String(namespace).startsWith('AWS/')) metrics.add(`${namespace} ${name}`)
  return {
    alarms: ofType('AWS::CloudWatch::Alarm').length + ofType('AWS::CloudWatch::CompositeAlarm').length,
    dashboards: ofType('AWS::CloudWatch::Dashboard').length,
    metrics: metrics.size,
    keys: ofType('AWS::KMS::Key').length,
  }
}
