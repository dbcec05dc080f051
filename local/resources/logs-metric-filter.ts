import type { ResourceHandler } from './resource-handler.ts'

export const logsMetricFilter: ResourceHandler = {
  // The service reads the properties itself and refuses those it does not know.
  allowed: ['**'],
  create: (properties, { cloud, generatedName }) => {
    const { name } = cloud.logs.createMetricFilter({ FilterName: generatedName(), ...properties.all })
    return { ref: name }
  },
}
