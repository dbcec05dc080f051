import type { Cloud } from './cloud.ts'
import type { Datum } from './cloudwatch/metrics.ts'

/** What SQS tells CloudWatch of each queue (SQS Developer Guide, "Available CloudWatch metrics"), as far as alarms here watch it. */
export const queueMetrics = async (
  { call, queues }: Pick<Cloud, 'call' | 'queues'>,
  clock: () => number,
): Promise<Datum[]> => {
  const { QueueUrls: urls = [] } = await call('sqs', 'ListQueues', {})
  const ofQueues = (urls as string[]).map(async (url) => {
    const { Attributes: attributes } = await call('sqs', 'GetQueueAttributes', {
      QueueUrl: url,
      AttributeNames: ['ApproximateNumberOfMessages'],
    })
    const shared = { namespace: 'AWS/SQS', dimensions: { QueueName: url.split('/').at(-1) ?? '' }, timestamp: clock() }
    const visible = Number((attributes as Record<string, string>).ApproximateNumberOfMessages)
    return [
      { ...shared, name: 'ApproximateNumberOfMessagesVisible', values: [visible] },
      { ...shared, name: 'ApproximateAgeOfOldestMessage', values: [queues.oldestAge(url)] },
    ]
  })
  return (await Promise.all(ofQueues)).flat()
}
