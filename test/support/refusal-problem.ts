import { type RefusalCode, type RefusalParams, refuse } from '../../core/refusals/refusal.ts'
import { renderAnswer } from '../../lambdas/doors/render-answer.ts'
import type { Scripted } from '../bench/support/scripted-api.ts'

/** A refusal as the API answers it. */
export const refusalProblem = <Code extends RefusalCode>(code: Code, params: RefusalParams<Code>): Scripted => {
  const { statusCode, headers, body } = renderAnswer(refuse(code, params), 200, 'request-1')
  return { status: statusCode ?? 500, headers: headers as Record<string, string>, body }
}
