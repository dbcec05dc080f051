import { apiMembers } from './api-members.ts'
import type { ResourceHandler } from './resource-handler.ts'

export const iotThingType: ResourceHandler = {
  allowed: ['ThingTypeName', 'ThingTypeProperties.SearchableAttributes[]', 'ThingTypeProperties.ThingTypeDescription'],
  withoutEffect: ['Tags[].*'],
  isDurable: true,
  create: async (properties, { cloud, generatedName }) => {
    const thingTypeName = properties.text('ThingTypeName', generatedName(128))
    const thingTypeProperties = apiMembers(properties.object('ThingTypeProperties').all)
    const made = await cloud.call('iot', 'CreateThingType', { thingTypeName, thingTypeProperties })
    return { ref: thingTypeName, attributes: { Arn: String(made.thingTypeArn), Id: String(made.thingTypeId) } }
  },
}
