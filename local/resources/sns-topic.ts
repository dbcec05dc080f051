import type { ResourceHandler } from './resource-handler.ts'

export const snsTopic: ResourceHandler = {
  // The service reads the properties itself and refuses those it does not know.
  allowed: ['**'],
  isDurable: true,
  create: (properties, { cloud, generatedName }) => {
    const { arn, name } = cloud.topics.createTopic({ TopicName: generatedName(256), ...properties.all })
    return { ref: arn, attributes: { TopicArn: arn, TopicName: name } }
  },
}
