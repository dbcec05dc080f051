import type { ResourceHandler } from './resource-handler.ts'

export const iamPolicy: ResourceHandler = {
  allowed: ['PolicyDocument.**', 'PolicyName', 'Roles[]'],
  create: (properties, { cloud, generatedName }) => {
    const name = properties.text('PolicyName')
    for (const role of properties.texts('Roles'))
      cloud.identities.roles.putPolicy(role, name, properties.object('PolicyDocument').all)
    return { ref: generatedName(), attributes: { Id: generatedName() } }
  },
}
