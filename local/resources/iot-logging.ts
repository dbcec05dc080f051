import { accessDeniedMessage } from '../iam/access-denied.ts'
import { TemplateError } from '../template/template-error.ts'
import { apiMembers } from './api-members.ts'
import type { ResourceContext, ResourceHandler } from './resource-handler.ts'

const service = 'iot.amazonaws.com'
const defaultGroup = 'AWSIotLogsV2'

// On AWS a role that may not write loses the logs in silence; here such a template does not start.
const checkRole = ({ cloud, where }: ResourceContext, roleArn: string, groups: string[]) => {
  const source = { 'aws:SourceAccount': cloud.accountId }
  if (cloud.identities.assumeRole(roleArn, service, source).result !== 'allowed')
    throw new TemplateError(`${where}: ${roleArn} does not trust ${service}`)
  for (const group of groups)
    for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents']) {
      const resource = `arn:aws:logs:${cloud.region}:${cloud.accountId}:log-group:${group}:log-stream:any`
      const wanted = { action, resource }
      const decision = cloud.identities.authorizeRole(roleArn, service, source, wanted)
      if (decision.result !== 'allowed')
        throw new TemplateError(`${where}: ${accessDeniedMessage({ arn: roleArn }, wanted, decision)}`)
    }
}

export const iotLogging: ResourceHandler = {
  allowed: [
    'AccountId',
    'DefaultLogLevel',
    'EventConfigurations[].EventType',
    'EventConfigurations[].LogDestination',
    'EventConfigurations[].LogLevel',
    'RoleArn',
  ],
  create: async (properties, context) => {
    const { cloud, where } = context
    const accountId = properties.text('AccountId')
    const roleArn = properties.text('RoleArn')
    if (accountId !== cloud.accountId)
      throw new TemplateError(`${where}: AccountId is ${accountId}, this account is ${cloud.accountId}`)
    const groups = properties.objects('EventConfigurations').map((event) => event.text('LogDestination', defaultGroup))
    checkRole(context, roleArn, [...new Set([defaultGroup, ...groups])])
    await cloud.call('iot', 'SetV2LoggingOptions', {
      roleArn,
      defaultLogLevel: properties.text('DefaultLogLevel'),
      eventConfigurations: apiMembers(properties.all.EventConfigurations ?? []),
    })
    return { ref: accountId }
  },
}
