import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { Problem } from '../../core/api/problem.ts'
import { explainRefusal, isRefusal, type Refusal } from '../../core/refusals/refusal.ts'

/** A refusal as problem+json (RFC 9457), with its code and parameters for programs. */
const problemOf = (refusal: Refusal, requestId: string): Problem => {
  const { says, next, status } = explainRefusal(refusal)
  return {
    type: `urn:mintmark:refusal:${refusal.refusal}`,
    title: refusal.refusal.replaceAll('-', ' '),
    status,
    detail: says,
    next,
    code: refusal.refusal,
    params: refusal.params,
    instance: `urn:request:${requestId}`,
  }
}

/** The HTTP answer of a use-case's result. */
export const renderAnswer = (
  result: object | Refusal,
  status: number,
  requestId: string,
): APIGatewayProxyStructuredResultV2 => {
  if (!isRefusal(result))
    return {
      statusCode: status,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: JSON.stringify(result),
    }
  const problem = problemOf(result, requestId)
  const wait: Record<string, string> =
    result.refusal === 'mint-in-progress' ? { 'retry-after': String(result.params.retryAfterSeconds) } : {}
  return {
    statusCode: problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...wait },
    body: JSON.stringify(problem),
  }
}
