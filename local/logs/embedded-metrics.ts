export interface MetricDatum {
  namespace: string
  name: string
  dimensions: Record<string, string>
  values: number[]
  unit?: string
  /** Milliseconds since 1970. */
  timestamp: number
}

interface Directive {
  Namespace?: unknown
  Dimensions?: unknown
  Metrics?: unknown
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** The metrics a log line carries in embedded metric format; none for any other line. Source: CloudWatch User Guide, "Embedded metric format specification". */
export const embeddedMetrics = (message: string): MetricDatum[] => {
  if (!message.includes('"_aws"')) return []
  const root = parse(message)
  const { CloudWatchMetrics, Timestamp } = (root?._aws ?? {}) as { CloudWatchMetrics?: unknown; Timestamp?: unknown }
  if (root === undefined || typeof Timestamp !== 'number') return []
  return list(CloudWatchMetrics).flatMap((directive) => {
    const { Namespace, Dimensions, Metrics } = directive as Directive
    const sets = list(Dimensions).map((names) => list(names).map(String))
    return (sets.length === 0 ? [[]] : sets).flatMap((names) =>
      list(Metrics).flatMap((metric) => {
        const { Name, Unit } = metric as { Name?: string; Unit?: string }
        const values = [root[Name ?? '']].flat().filter((value) => typeof value === 'number')
        if (Name === undefined || values.length === 0 || names.some((name) => root[name] === undefined)) return []
        const dimensions = Object.fromEntries(names.map((name) => [name, String(root[name])]))
        const unit = Unit === undefined ? {} : { unit: Unit }
        return [{ namespace: String(Namespace), name: Name, dimensions, values, timestamp: Timestamp, ...unit }]
      }),
    )
  })
}

const parse = (message: string): Record<string, unknown> | undefined => {
  try {
    return JSON.parse(message) as Record<string, unknown>
  } catch {
    return undefined
  }
}
