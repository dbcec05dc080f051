import type { ResourceHandler } from './resource-handler.ts'

export const kmsAlias: ResourceHandler = {
  allowed: ['AliasName', 'TargetKeyId'],
  isDurable: true,
  create: (properties, { cloud }) => {
    const alias = properties.text('AliasName')
    cloud.keys.setAlias(alias, properties.text('TargetKeyId'))
    return { ref: alias }
  },
}
