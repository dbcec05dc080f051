import type { ResourceHandler } from './resource-handler.ts'

export const snsTopicPolicy: ResourceHandler = {
  allowed: ['PolicyDocument.**', 'Topics[]'],
  create: (properties, { cloud, generatedName }) => {
    for (const topic of properties.texts('Topics'))
      cloud.topics.setPolicy(topic, properties.object('PolicyDocument').all)
    return { ref: generatedName(), attributes: { Id: generatedName() } }
  },
}
