import { ArnFormat, type Stack } from 'aws-cdk-lib/core'
import type { Audience, Names } from './names.ts'
import type { Stage } from './stage.ts'

/** The ARNs that policies name, in the account and Region of `stack`; built from names, never imported. */
export const arnsOf = (stack: Stack, stage: Stage, names: Names) => {
  const arn = (service: string, resource: string, resourceName: string) =>
    stack.formatArn({ service, resource, resourceName })
  const colonArn = (service: string, resource: string, resourceName: string) =>
    stack.formatArn({ service, resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME })
  return {
    registryTable: arn('dynamodb', 'table', names.registryTable),
    registryIndex: (index: string) => arn('dynamodb', 'table', `${names.registryTable}/index/${index}`),
    certificates: arn('iot', 'cert', '*'),
    things: arn('iot', 'thing', `${stage.fleet}-*`),
    signingKeys: arn('kms', 'key', '*'),
    callerPolicy: (audience: Audience) =>
      stack.formatArn({ service: 'iam', region: '', resource: 'policy', resourceName: names.callerPolicy(audience) }),
    fleetClients: arn('iot', 'client', `${stage.fleet}-*`),
    domainConfigurations: arn('iot', 'domainconfiguration', '*'),
    eventBus: arn('events', 'event-bus', 'default'),
    queue: (name: string) => stack.formatArn({ service: 'sqs', resource: name }),
    iotPolicy: (name: string) => arn('iot', 'policy', name),
    topicRule: (name: string) => arn('iot', 'rule', name),
    iotClient: (clientId: string) => arn('iot', 'client', clientId),
    iotTopic: (topic: string) => arn('iot', 'topic', topic),
    iotTopicFilter: (filter: string) => arn('iot', 'topicfilter', filter),
    logStreams: (group: string) => colonArn('logs', 'log-group', `${group}:*`),
    alarmTopic: stack.formatArn({ service: 'sns', resource: names.alarmTopic }),
  }
}

export type Arns = ReturnType<typeof arnsOf>
