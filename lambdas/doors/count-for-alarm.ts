import { publishMetric } from './publish-metric.ts'

/** Prints a line that counts 1 for a metric of the stage, with facts for the reader. */
export const countForAlarm = (stage: string, metric: string, facts: Readonly<Record<string, unknown>>): void =>
  publishMetric(stage, metric, 1, 'Count', facts)
