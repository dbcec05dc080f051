import type { IotContext } from '../context.ts'
import type { Message } from '../message.ts'
import type { RuleRow } from '../tables.ts'
import { topicMatches } from '../topic.ts'
import { uuid } from '../uuid.ts'
import type { RuleTargets } from './rule-targets.ts'
import { type ActionFailure, runAction } from './run-action.ts'
import type { Scope } from './sql/evaluate.ts'
import type { Statement } from './sql/expression.ts'
import { parseSql } from './sql/parse.ts'
import { select } from './sql/select.ts'

export interface RulesEngine {
  handle(message: Message): void
  /** Resolves when no action is under way. */
  idle(): Promise<void>
}

/** Runs every enabled rule whose filter fits a message (DG iot-rules). Actions run side by side; rules do not wait for each other. */
export const createRulesEngine = (iot: IotContext, targets: RuleTargets): RulesEngine => {
  const running = new Set<Promise<void>>()
  const statements = new Map<string, Statement>()
  const statementOf = (sql: string): Statement => {
    const statement = statements.get(sql) ?? parseSql(sql)
    statements.set(sql, statement)
    return statement
  }
  const runRule = async (rule: RuleRow, message: Message, scope: Scope): Promise<void> => {
    const { sql = '', actions = [], errorAction } = rule.payload
    const result = select(statementOf(sql), scope, message.payload)
    if (result === undefined) return
    const ruleArn = iot.arn.rule(rule.ruleName)
    const context = { targets, republish: iot.bus.publish, ruleArn, accountId: iot.accountId, scope }
    const outcomes = await Promise.all(actions.map((action) => runAction(action, result, context)))
    const failures = outcomes.filter((outcome) => outcome !== undefined)
    if (failures.length === 0) return
    logFailures(iot, rule, message, failures)
    if (errorAction === undefined) return
    const failed = await runAction(errorAction, errorMessage(iot, rule, message, failures), context)
    if (failed !== undefined) logFailures(iot, rule, message, [failed])
  }
  return {
    handle: (message) => {
      const scope = scopeOf(iot, message)
      for (const [, rule] of iot.tables.rules.entries()) {
        if (rule.payload.ruleDisabled === true) continue
        if (!topicMatches(statementOf(rule.payload.sql ?? '').from, message.topic)) continue
        const run = runRule(rule, message, scope).finally(() => running.delete(run))
        running.add(run)
      }
    },
    idle: async () => {
      while (running.size > 0) await Promise.all(running)
    },
  }
}

const scopeOf = ({ accountId, clock }: IotContext, { topic, payload, clientId }: Message): Scope => ({
  payload: parseJson(payload),
  topic,
  clientId,
  accountId,
  now: clock(),
})

const parseJson = (payload: Buffer): unknown => {
  try {
    return JSON.parse(payload.toString('utf8'))
  } catch {
    return undefined
  }
}

/** One message per rule and message, whatever number of actions failed (DG rule-error-handling). */
const errorMessage = (
  { random }: IotContext,
  { ruleName }: RuleRow,
  { topic, clientId, payload }: Message,
  failures: ActionFailure[],
): Buffer =>
  Buffer.from(
    JSON.stringify({
      ruleName,
      topic,
      cloudwatchTraceId: uuid(random),
      clientId: clientId ?? 'n/a',
      base64OriginalPayload: payload.toString('base64'),
      failures,
    }),
  )

const logFailures = (
  { logs }: IotContext,
  { ruleName }: RuleRow,
  message: Message,
  failures: ActionFailure[],
): void => {
  for (const { failedAction, failedResource, errorMessage: details } of failures)
    logs.write({
      eventType: 'RuleExecution',
      logLevel: 'ERROR',
      clientId: message.clientId,
      principalId: message.principalId,
      topicName: message.topic,
      ruleName,
      ruleAction: failedAction,
      resources: failedResource,
      details,
    })
}
