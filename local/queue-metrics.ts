import type { Cloud } from './cloud.ts'
import type { Datum } from './cloudwatch/metrics.ts'

/** What SQS tells CloudWatch of each queue (SQS Developer Guide, "Available CloudWatch metrics"), as far as alarms here watch it. */
export const queueMetrics = async (call: Cloud['call'], clock: () => number): Promise<Datum[]> => {
  const { QueueUrls: urls = [] } = await call('sqs', 'ListQueues', {})
  const name = 'ApproximateNumberOfMessagesVisible'
  return Promise.all(
    (urls as string[]).map(async (url) => {
      const { Attributes: attributes } = await call('sqs', 'GetQueueAttributes', {
        QueueUrl: url,
        AttributeNames: ['ApproximateNumberOfMessages'],
      })
      const visible = Number((attributes as Record<string, string>).ApproximateNumberOfMessages)
      const dimensions = { QueueName: url.split('/').at(-1) ?? '' }
      return { namespace: 'AWS/SQS', name, dimensions, values: [visible], timestamp: clock() }
    }),
  )
}
