import { operation } from '../../operation.ts'
import { findRule } from '../../rules/topic-rules.ts'
import { onRule } from './on-rule.ts'

export const getTopicRule = operation({
  authorizations: onRule('iot:GetTopicRule'),
  act: ({ ruleName }: { ruleName: string }, iot) => {
    const { payload, createdAt } = findRule(iot, ruleName)
    return {
      ruleArn: iot.arn.rule(ruleName),
      rule: { ruleName, ruleDisabled: false, ...payload, createdAt: new Date(createdAt) },
    }
  },
})
