/**
 * Prints a line that is a value of a metric of the stage, with facts for the reader (CloudWatch User Guide, "Embedded metric
 * format specification").
 */
export const publishMetric = (
  stage: string,
  metric: string,
  value: number,
  unit: 'Count' | 'Percent',
  facts: Readonly<Record<string, unknown>> = {},
): void => {
  const directive = { Namespace: 'Mintmark', Dimensions: [['Stage']], Metrics: [{ Name: metric, Unit: unit }] }
  const line = { _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] }, Stage: stage, [metric]: value }
  process.stdout.write(`${JSON.stringify({ ...facts, ...line })}\n`)
}
