import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import { putRule } from '../../rules/topic-rules.ts'
import type { RulePayload } from '../../tables.ts'
import { onRule } from './on-rule.ts'

interface Input {
  ruleName: string
  topicRulePayload: RulePayload
}

export const createTopicRule = operation({
  unsupported: ['tags'],
  authorizations: onRule('iot:CreateTopicRule'),
  act: ({ ruleName, topicRulePayload }: Input, iot) => {
    if (iot.tables.rules.get(ruleName) !== undefined)
      throw iotError('ResourceAlreadyExistsException', `Rule ${ruleName} already exists`, {
        resourceId: ruleName,
        resourceArn: iot.arn.rule(ruleName),
      })
    putRule(iot, ruleName, topicRulePayload)
    return {}
  },
})
