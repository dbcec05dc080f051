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

/** All metric data of the account. */
export const openMetrics = (store: Store) => {
  const data = store.collection<Datum>('cloudwatch-data')
  const names = store.collection<MetricName>('cloudwatch-metrics')
  const counter = store.collection<number>('cloudwatch-counter')
  let count = counter.get('data') ?? 0
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
    /** Values from `from` (inclusive) to `to` (exclusive), milliseconds since 1970; of one unit, if that is named. */
    values: (metric: MetricName, from: number, to: number, unit?: string): number[] =>
      data
        .entries(keyOf(metric))
        .map(([, datum]) => datum)
        .filter(({ timestamp, unit: own }) => timestamp >= from && timestamp < to && (unit ?? own) === own)
        .flatMap(({ values }) => values),
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
