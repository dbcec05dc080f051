import type { ResourceHandler } from './resource-handler.ts'

export const sqsQueuePolicy: ResourceHandler = {
  allowed: ['PolicyDocument.**', 'Queues[]'],
  create: (properties, { cloud, generatedName }) => {
    for (const queue of properties.texts('Queues'))
      cloud.queues.setPolicy(queue, properties.object('PolicyDocument').all)
    return { ref: generatedName(), attributes: { Id: generatedName() } }
  },
}
