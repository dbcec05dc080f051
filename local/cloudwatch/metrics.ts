import type { Store } from '../state/store.ts'
import type { Statistic } from './alarm.ts'

/** Values of one metric at one time. */
export interface Datum {
  namespace: string
  name: string
  dimensions: Record<string, string>
  values: number[]
  unit?: string
  /** Milliseconds since 1970. */
  timestamp: number
}

export type MetricName = Pick<Datum, 'namespace' | 'name' | 'dimensions'>

const keyOf = ({ namespace, name, dimensions }: MetricName): string =>
  JSON.stringify([namespace, name, ...Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))])

/** How long data is kept. Source: CloudWatch User Guide, "Metrics retention", for periods of a minute. */
const KEPT_MS = 15 * 86_400_000

/** All metric data of the account; what is too old is dropped when it is opened. */
export const openMetrics = (store: Store, clock: () => number) => {
  const data = store.collection<Datum>('cloudwatch-data')
  const names = store.collection<MetricName>('cloudwatch-metrics')
  const counter = store.collection<number>('cloudwatch-counter')
  let count = counter.get('data') ?? 0
  store.atomically(() => {
    for (const [key, { timestamp }] of data.entries()) if (timestamp < clock() - KEPT_MS) data.delete(key)
  })
  const between = (metric: MetricName, from: number, to: number, unit?: string) =>
    data
      .entries(keyOf(metric))
      .map(([, datum]) => datum)
      .filter(({ timestamp, unit: own }) => timestamp >= from && timestamp < to && (unit ?? own) === own)
  return {
    put: (added: readonly Datum[]) =>
      store.atomically(() => {
        for (const datum of added) {
          count += 1
          const key = keyOf(datum)
          const { namespace, name, dimensions, timestamp } = datum
          if (names.get(key) === undefined) names.put(key, { namespace, name, dimensions })
          data.put(`${key}${String(timestamp).padStart(14, '0')}-${count}`, datum)
        }
        counter.put('data', count)
      }),
    names: (): MetricName[] => names.entries().map(([, name]) => name),
    /** The values of `count` periods that end at `to`, the oldest first; times are milliseconds. Of one unit, if that is named. */
    periods: (metric: MetricName, to: number, period: number, count: number, unit?: string): number[][] => {
      const from = to - count * period
      const byPeriod = Map.groupBy(between(metric, from, to, unit), ({ timestamp }) =>
        Math.floor((timestamp - from) / period),
      )
      return Array.from({ length: count }, (_, at) => (byPeriod.get(at) ?? []).flatMap(({ values }) => values))
    },
  }
}

export type Metrics = ReturnType<typeof openMetrics>

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0)

const reductions: Record<Statistic, (values: readonly number[]) => number> = {
  SampleCount: (values) => values.length,
  Sum: sum,
  Average: (values) => sum(values) / values.length,
  Minimum: (values) => Math.min(...values),
  Maximum: (values) => Math.max(...values),
}

/** A statistic (`Sum`) or percentile (`p99.9`, by nearest rank) of the values of a period; undefined without any. */
export const reduceValues = (values: readonly number[], statistic: string): number | undefined => {
  if (values.length === 0) return undefined
  const reduce = reductions[statistic as Statistic]
  if (reduce !== undefined) return reduce(values)
  const rank = Math.max(1, Math.ceil((Number(statistic.slice(1)) / 100) * values.length))
  return values.toSorted((a, b) => a - b)[rank - 1]
}
