import type { ResourceHandler } from './resource-handler.ts'

export const iamRole: ResourceHandler = {
  allowed: [
    'AssumeRolePolicyDocument.**',
    'ManagedPolicyArns[]',
    'MaxSessionDuration',
    'Path',
    'Policies[].PolicyDocument.**',
    'Policies[].PolicyName',
    'RoleName',
  ],
  withoutEffect: ['Description', 'Tags[].*'],
  isUpdatable: true,
  create: (properties, { cloud, generatedName }) => {
    const { roles } = cloud.identities
    const role = roles.add({
      name: properties.text('RoleName', generatedName(64)),
      path: properties.text('Path', '/'),
      trust: properties.object('AssumeRolePolicyDocument').all,
      maxSessionDuration: properties.number('MaxSessionDuration', 3600),
    })
    for (const policy of properties.objects('Policies'))
      roles.putPolicy(role.name, policy.text('PolicyName'), policy.object('PolicyDocument').all)
    for (const arn of properties.texts('ManagedPolicyArns')) roles.attach(role.name, arn)
    return { ref: role.name, attributes: { Arn: role.arn, RoleId: role.id } }
  },
}
