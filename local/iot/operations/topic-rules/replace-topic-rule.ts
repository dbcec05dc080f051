import { operation } from '../../operation.ts'
import { findRule, putRule } from '../../rules/topic-rules.ts'
import type { RulePayload } from '../../tables.ts'
import { onRule } from './on-rule.ts'

interface Input {
  ruleName: string
  topicRulePayload: RulePayload
}

export const replaceTopicRule = operation({
  authorizations: onRule('iot:ReplaceTopicRule'),
  act: ({ ruleName, topicRulePayload }: Input, iot) => {
    findRule(iot, ruleName)
    putRule(iot, ruleName, topicRulePayload)
    return {}
  },
})
