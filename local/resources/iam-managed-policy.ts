import type { ResourceHandler } from './resource-handler.ts'

export const iamManagedPolicy: ResourceHandler = {
  allowed: ['ManagedPolicyName', 'Path', 'PolicyDocument.**', 'Roles[]'],
  withoutEffect: ['Description', 'Tags[].*'],
  create: (properties, { cloud, generatedName }) => {
    const name = properties.text('ManagedPolicyName', generatedName(128))
    const arn = `arn:aws:iam::${cloud.accountId}:policy${properties.text('Path', '/')}${name}`
    const { roles } = cloud.identities
    roles.addManagedPolicy(arn, properties.object('PolicyDocument').all)
    for (const role of properties.texts('Roles')) roles.attach(role, arn)
    return { ref: arn, attributes: { PolicyArn: arn } }
  },
}
