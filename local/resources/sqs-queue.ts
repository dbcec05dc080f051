import type { ResourceHandler } from './resource-handler.ts'

export const sqsQueue: ResourceHandler = {
  // The service reads the properties itself and refuses those it does not know.
  allowed: ['**'],
  isDurable: true,
  create: (properties, { cloud, generatedName }) => {
    const { url, arn, name } = cloud.queues.createQueue({ QueueName: generatedName(80), ...properties.all })
    return { ref: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } }
  },
}
