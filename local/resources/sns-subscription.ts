import type { ResourceHandler } from './resource-handler.ts'

export const snsSubscription: ResourceHandler = {
  // The service reads the properties itself and refuses those it does not know.
  allowed: ['**'],
  create: (properties, { cloud }) => {
    const arn = cloud.topics.createSubscription(properties.all)
    return { ref: arn, attributes: { Arn: arn } }
  },
}
