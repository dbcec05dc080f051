import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { Duration } from 'aws-cdk-lib/core'
import type { StackContext } from '../mintmark-stack.ts'

type Options = { readonly statistic?: 'Sum' | 'Maximum'; readonly period?: Duration }

const fiveMinutes = Duration.minutes(5)

/** Every metric that operations looks at, by who writes it. Built from names: the stacks that write them may come and go. */
export const metricsOf = ({ stage, names }: StackContext) => {
  const metric =
    (namespace: string, dimensionsMap: Record<string, string>) =>
    (metricName: string, { statistic = 'Sum', period = fiveMinutes }: Options = {}) =>
      new Metric({ namespace, metricName, dimensionsMap, statistic, period })
  return {
    /** Counted in logs by metric filters. */
    counted: metric(names.filterMetrics, {}),
    /** Printed by functions in embedded metric format. */
    printed: metric('Mintmark', { Stage: stage.name }),
    ofFunction: (folder: string) => metric('AWS/Lambda', { FunctionName: names.function(folder) }),
    ofQueue: (name: string) => metric('AWS/SQS', { QueueName: name }),
    ofRegistry: metric('AWS/DynamoDB', { TableName: names.registryTable }),
    /** Of the whole account. Developer guide, "AWS IoT metrics and dimensions": Protocol is MQTT or HTTP. */
    ofBroker: metric('AWS/IoT', { Protocol: 'MQTT' }),
  }
}

export type Metrics = ReturnType<typeof metricsOf>
