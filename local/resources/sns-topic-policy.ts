import type { ResourceHandler } from './resource-handler.ts'

export const snsTopicPolicy: ResourceHandler = {
  allowed: ['PolicyDocument.**', 'Topics[]'],
  create: (properties, { cloud, generatedName }) => {
    for (const arn of properties.texts('Topics'))
      cloud.identities.putResourcePolicy(arn, properties.object('PolicyDocument').all)
    return { ref: generatedName(), attributes: { Id: generatedName() } }
  },
}
