/**
 * Prints a line that counts 1 for a metric of the stage, with facts for the reader (CloudWatch User Guide, "Embedded metric
 * format specification").
 */
export const countForAlarm = (stage: string, metric: string, facts: Readonly<Record<string, unknown>>): void => {
  const directive = { Namespace: 'Mintmark', Dimensions: [['Stage']], Metrics: [{ Name: metric, Unit: 'Count' }] }
  const line = { _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] }, Stage: stage, [metric]: 1 }
  process.stdout.write(`${JSON.stringify({ ...facts, ...line })}\n`)
}
