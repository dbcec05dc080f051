import { operation } from '../../operation.ts'
import { findRule, putRule } from '../../rules/topic-rules.ts'
import { onRule } from './on-rule.ts'

const switchTo = (action: string, ruleDisabled: boolean) =>
  operation({
    authorizations: onRule(action),
    act: ({ ruleName }: { ruleName: string }, iot) => {
      putRule(iot, ruleName, { ...findRule(iot, ruleName).payload, ruleDisabled })
      return {}
    },
  })

export const enableTopicRule = switchTo('iot:EnableTopicRule', false)
export const disableTopicRule = switchTo('iot:DisableTopicRule', true)
