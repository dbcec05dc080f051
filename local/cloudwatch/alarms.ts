import { AwsError } from '../aws-service.ts'
import type { Store } from '../state/store.ts'
import type { AlarmDefinition, AlarmRecord, AlarmState } from './alarm.ts'
import { evaluateAlarm, evaluationRange } from './evaluate-alarm.ts'
import { type Metrics, reduceValues } from './metrics.ts'

export interface StateChange {
  alarm: AlarmDefinition
  from: AlarmState
  to: AlarmState
  reason: string
  /** Milliseconds since 1970. */
  at: number
}

export interface AlarmsDeps {
  store: Store
  clock: () => number
  metrics: Metrics
  onStateChange: (change: StateChange) => void
}

/** All alarms of the account and their states. */
export const openAlarms = ({ store, clock, metrics, onStateChange }: AlarmsDeps) => {
  const records = store.collection<AlarmRecord>('cloudwatch-alarms')

  const get = (name: string): AlarmRecord => {
    const record = records.get(name)
    if (record === undefined) throw new AwsError('ResourceNotFound', 404, `Unknown alarm: ${name}`)
    return record
  }
  const setState = (name: string, to: AlarmState, reason: string) => {
    const record = get(name)
    const { definition: alarm, state: from } = record
    if (from === to) return
    const at = clock()
    records.put(name, { ...record, state: to, reason, stateChangedAt: at })
    onStateChange({ alarm, from, to, reason, at })
  }
  /** The statistic of each whole period of the evaluation range, the oldest first. */
  const dataPoints = (alarm: AlarmDefinition, now: number): (number | undefined)[] => {
    const period = alarm.Period * 1000
    const end = Math.floor(now / period) * period
    const dimensions = Object.fromEntries(alarm.Dimensions.map(({ Name, Value }) => [Name, Value]))
    const metric = { namespace: alarm.Namespace, name: alarm.MetricName, dimensions }
    const statistic = alarm.Statistic ?? alarm.ExtendedStatistic ?? 'Sum'
    return metrics
      .periods(metric, end, period, evaluationRange(alarm), alarm.Unit)
      .map((values) => reduceValues(values, statistic))
  }

  return {
    get,
    /** A new alarm has no data; an existing one keeps its state. */
    put: (definition: AlarmDefinition) => {
      const before = records.get(definition.AlarmName)
      const now = clock()
      records.put(definition.AlarmName, {
        state: 'INSUFFICIENT_DATA',
        reason: 'Unchecked: Initial alarm creation',
        stateChangedAt: now,
        ...before,
        definition,
        configuredAt: now,
      })
    },
    all: (prefix = ''): AlarmRecord[] => records.entries(prefix).map(([, record]) => record),
    delete: (name: string) => void records.delete(name),
    setState,
    /** Judges every alarm by the data of the periods that ended by now. */
    evaluate: () => {
      for (const [name, { definition, state }] of records.entries()) {
        const points = dataPoints(definition, clock())
        const shown = points.map((point) => point ?? '-').join(' ')
        const { Threshold, ComparisonOperator, TreatMissingData } = definition
        const reason = `Data points ${shown} (oldest first, - is missing), ${ComparisonOperator} ${Threshold}, missing data ${TreatMissingData}`
        setState(name, evaluateAlarm(definition, points, state), reason)
      }
    },
  }
}

export type Alarms = ReturnType<typeof openAlarms>
