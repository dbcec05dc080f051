import type { MetricDatum } from './embedded-metrics.ts'
import type { Matches } from './filter-pattern.ts'

/** One metric filter, as it is at work. */
export interface MetricFilter {
  name: string
  group: string
  matches: Matches
  namespace: string
  metric: string
  value: number
  unit?: string
}

/** The metric filters of all groups: each counts the lines that its pattern finds, from when it was made. */
export const openMetricFilters = () => {
  const filters = new Map<string, MetricFilter>()
  return {
    put: (filter: MetricFilter) => void filters.set(`${filter.group}:${filter.name}`, filter),
    metricsOf: (group: string, message: string, timestamp: number): MetricDatum[] =>
      [...filters.values()]
        .filter((filter) => filter.group === group && filter.matches(message))
        .map(({ namespace, metric: name, value, unit }) => ({
          ...{ namespace, name, dimensions: {}, values: [value], timestamp },
          ...(unit === undefined ? {} : { unit }),
        })),
  }
}
