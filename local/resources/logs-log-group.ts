import type { ResourceHandler } from './resource-handler.ts'

export const logsLogGroup: ResourceHandler = {
  // The service reads the properties itself and refuses those it does not know.
  allowed: ['**'],
  create: (properties, { cloud, generatedName }) => {
    const { name, arn } = cloud.logs.createLogGroup({ LogGroupName: generatedName(), ...properties.all })
    return { ref: name, attributes: { Arn: arn } }
  },
}
