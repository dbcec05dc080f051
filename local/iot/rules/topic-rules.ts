import type { IotContext } from '../context.ts'
import { iotError } from '../errors.ts'
import type { RulePayload, RuleRow } from '../tables.ts'
import { checkRule } from './check-rule.ts'

/** AWS answers 401 for a rule that does not exist, so that nobody learns which names do (API reference, GetTopicRule). */
export const findRule = ({ tables }: IotContext, ruleName: string): RuleRow => {
  const row = tables.rules.get(ruleName)
  if (row === undefined)
    throw iotError('UnauthorizedException', `Access to topic rule '${ruleName}' was denied: there is no such rule`)
  return row
}

export const putRule = (iot: IotContext, ruleName: string, payload: RulePayload): RuleRow => {
  checkRule(payload)
  const row: RuleRow = { ruleName, payload, createdAt: iot.tables.rules.get(ruleName)?.createdAt ?? iot.clock() }
  iot.tables.rules.put(ruleName, row)
  return row
}
