import { TemplateError } from '../template/template-error.ts'
import { apiMembers } from './api-members.ts'
import type { ResourceHandler } from './resource-handler.ts'

export const iotLogging: ResourceHandler = {
  allowed: [
    'AccountId',
    'DefaultLogLevel',
    'EventConfigurations[].EventType',
    'EventConfigurations[].LogDestination',
    'EventConfigurations[].LogLevel',
    'RoleArn',
  ],
  create: async (properties, { cloud, where }) => {
    const accountId = properties.text('AccountId')
    if (accountId !== cloud.accountId)
      throw new TemplateError(`${where}: AccountId is ${accountId}, this account is ${cloud.accountId}`)
    await cloud.call('iot', 'SetV2LoggingOptions', {
      roleArn: properties.text('RoleArn'),
      defaultLogLevel: properties.text('DefaultLogLevel'),
      eventConfigurations: apiMembers(properties.all.EventConfigurations ?? []),
    })
    return { ref: accountId }
  },
}
