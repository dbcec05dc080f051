import { operation } from '../../operation.ts'
import { findRule } from '../../rules/topic-rules.ts'
import { onRule } from './on-rule.ts'

export const deleteTopicRule = operation({
  authorizations: onRule('iot:DeleteTopicRule'),
  act: ({ ruleName }: { ruleName: string }, iot) => {
    findRule(iot, ruleName)
    iot.tables.rules.delete(ruleName)
    return {}
  },
})
