import { CfnMetricFilter } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'

export interface LineCounterProps {
  readonly logGroupName: string
  /** Which lines. CloudWatch Logs User Guide, "Filter pattern syntax": a JSON pattern. */
  readonly pattern: string
  readonly namespace: string
  readonly metric: string
}

/** Counts lines of a log group that is written anyway. It costs the metric alone, and nothing at all while no line matches. */
export class LineCounter extends Construct {
  constructor(scope: Construct, id: string, { logGroupName, pattern, namespace, metric }: LineCounterProps) {
    super(scope, id)
    new CfnMetricFilter(this, 'Filter', {
      logGroupName,
      filterPattern: pattern,
      metricTransformations: [{ metricNamespace: namespace, metricName: metric, metricValue: '1', unit: 'Count' }],
    })
  }
}
