import type { ResourceHandler } from './resource-handler.ts'

export const rolesAnywhereProfile: ResourceHandler = {
  allowed: ['AcceptRoleSessionName', 'DurationSeconds', 'Enabled', 'Name', 'RoleArns[]'],
  withoutEffect: ['Tags[].*'],
  isUpdatable: true,
  create: (properties, { cloud, generatedName }) => {
    const { id, arn } = cloud.anchors.putProfile(generatedName(), {
      name: properties.text('Name'),
      enabled: properties.flag('Enabled', false),
      roleArns: properties.texts('RoleArns'),
      durationSeconds: properties.number('DurationSeconds', 3600),
      acceptRoleSessionName: properties.flag('AcceptRoleSessionName', false),
    })
    return { ref: id, attributes: { ProfileArn: arn, ProfileId: id } }
  },
}
