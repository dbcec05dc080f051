import { operation } from '../../operation.ts'
import { parseSql } from '../../rules/sql/parse.ts'
import { pageOf } from '../page.ts'

interface Input {
  topic?: string
  maxResults?: number
  nextToken?: string
  ruleDisabled?: boolean
}

export const listTopicRules = operation({
  act: ({ topic, maxResults = 250, nextToken, ruleDisabled }: Input, iot) => {
    const rules = iot.tables.rules
      .entries()
      .map(([ruleName, { payload, createdAt }]) => ({
        ruleArn: iot.arn.rule(ruleName),
        ruleName,
        topicPattern: parseSql(payload.sql ?? '').from,
        createdAt: new Date(createdAt),
        ruleDisabled: payload.ruleDisabled ?? false,
      }))
      .filter((rule) => topic === undefined || rule.topicPattern === topic)
      .filter((rule) => ruleDisabled === undefined || rule.ruleDisabled === ruleDisabled)
    const { items, next } = pageOf(rules, maxResults, nextToken)
    return { rules: items, nextToken: next }
  },
})
