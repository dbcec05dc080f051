import type { Message } from '../message.ts'
import type { RuleAction } from '../tables.ts'
import type { RuleTargets } from './rule-targets.ts'
import { evaluate, type Scope } from './sql/evaluate.ts'
import { parseExpression } from './sql/parse.ts'

export interface ActionContext {
  targets: RuleTargets
  republish: (message: Message) => void
  ruleArn: string
  accountId: string
  scope: Scope
}

export interface ActionFailure {
  failedAction: string
  failedResource: string
  errorMessage: string
}

/** Carries one action out with a rule's result; a refusal comes back as the entry of the error action's message (DG rule-error-handling). */
export const runAction = async (
  action: RuleAction,
  result: Buffer,
  context: ActionContext,
): Promise<ActionFailure | undefined> => {
  const { failedAction, failedResource, run } = plan(action, result, context)
  try {
    await run()
    return undefined
  } catch (error) {
    return { failedAction, failedResource, errorMessage: error instanceof Error ? error.message : String(error) }
  }
}

const plan = ({ sqs, lambda, sns, republish }: RuleAction, result: Buffer, context: ActionContext) => {
  const { targets, ruleArn, accountId } = context
  if (sqs !== undefined) {
    const { queueUrl = '', roleArn = '', useBase64 = false } = sqs
    const body = result.toString(useBase64 ? 'base64' : 'utf8')
    return {
      failedAction: 'SqsAction',
      failedResource: queueUrl,
      run: () => wired(targets.sqsSend, 'sqs')({ queueUrl, body, roleArn, ruleArn }),
    }
  }
  if (lambda !== undefined) {
    const { functionArn = '' } = lambda
    return {
      failedAction: 'LambdaAction',
      failedResource: functionArn,
      run: () =>
        wired(targets.lambdaInvoke, 'lambda')({ functionArn, payload: result, ruleArn, sourceAccount: accountId }),
    }
  }
  if (sns !== undefined) {
    const { targetArn: topicArn = '', roleArn = '' } = sns
    return {
      failedAction: 'SnsAction',
      failedResource: topicArn,
      run: () => wired(targets.snsPublish, 'sns')({ topicArn, message: result.toString('utf8'), roleArn, ruleArn }),
    }
  }
  const { topic = '', qos = 0 } = republish ?? {}
  return {
    failedAction: 'RepublishAction',
    failedResource: topic,
    run: async () => {
      const payload = result
      context.republish({ topic: substitute(topic, context.scope), payload, qos: qos === 1 ? 1 : 0, retain: false })
    },
  }
}

const wired = <T extends (request: never) => Promise<void>>(target: T | undefined, kind: string): T => {
  if (target === undefined) throw new Error(`the local IoT Core was started without a target for ${kind} actions`)
  return target
}

/** Fills `\${…}` from the original message; an undefined value fails the action, for AWS has no text for it. */
export const substitute = (template: string, scope: Scope): string =>
  template.replace(/\$\{([^}]*)\}/g, (_all, expression: string) => {
    const value = evaluate(parseExpression(expression), scope)
    if (value === undefined)
      throw new Error(`the substitution template \${${expression}} has no value for this message`)
    return typeof value === 'string' ? value : JSON.stringify(value)
  })
