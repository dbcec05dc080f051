import { apiMembers } from './api-members.ts'
import type { ResourceHandler } from './resource-handler.ts'

const payload = (member: string) => `TopicRulePayload.${member}`
const action = (place: string) => [
  payload(`${place}.Lambda.FunctionArn`),
  payload(`${place}.Sqs.QueueUrl`),
  payload(`${place}.Sqs.RoleArn`),
  payload(`${place}.Sqs.UseBase64`),
]

export const iotTopicRule: ResourceHandler = {
  allowed: [
    'RuleName',
    ...['AwsIotSqlVersion', 'RuleDisabled', 'Sql'].map(payload),
    ...action('Actions[]'),
    ...action('ErrorAction'),
  ],
  withoutEffect: [payload('Description'), 'Tags[].*'],
  create: async (properties, { cloud, generatedName }) => {
    const ruleName = properties.text('RuleName', generatedName(128).replaceAll('-', '_'))
    const input = { ruleName, topicRulePayload: apiMembers(properties.object('TopicRulePayload').all) }
    try {
      await cloud.call('iot', 'CreateTopicRule', input)
    } catch (error) {
      // Rules outlive a restart; the template's version replaces the kept one.
      if ((error as Error).name !== 'ResourceAlreadyExistsException') throw error
      await cloud.call('iot', 'ReplaceTopicRule', input)
    }
    const arn = `arn:aws:iot:${cloud.region}:${cloud.accountId}:rule/${ruleName}`
    return { ref: ruleName, attributes: { Arn: arn } }
  },
}
