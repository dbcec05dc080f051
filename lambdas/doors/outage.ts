import type { MiddlewareObj } from '@middy/core'
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { refuse } from '../../core/refusals/refusal.ts'
import { log } from './log.ts'
import type { ApiEvent } from './read-request.ts'
import { renderAnswer } from './render-answer.ts'

/** Names under which AWS says "later"; AWS IoT throttles with HTTP 400, so the status tells nothing (aws-iot-provisioning.md 2.7). */
const passing = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionCanceledException',
  'TransactionInProgressException',
  'ServiceUnavailableException',
  'InternalFailureException',
  'InternalServerError',
  'TimeoutError',
])

/** Turns an outage into "ask again" and logs it by name; a bug is logged with its stack and answered with 500. */
export const outage = (): MiddlewareObj<ApiEvent, APIGatewayProxyStructuredResultV2> => ({
  onError: (request) => {
    const error = request.error ?? new Error('failed without an error')
    const { requestId } = request.event.requestContext
    log.error('request failed', { requestId, routeKey: request.event.routeKey, errorName: error.name, error })
    if (passing.has(error.name)) {
      request.response = renderAnswer(refuse('try-again', { why: `AWS answered ${error.name}` }), 503, requestId)
      return
    }
    request.response = {
      statusCode: 500,
      headers: { 'content-type': 'application/problem+json' },
      body: JSON.stringify({
        type: 'urn:mintmark:bug',
        title: 'internal error',
        status: 500,
        detail: 'Mintmark failed in a way it did not expect. Nothing is lost; asking again is safe.',
        next: `Ask again; if it stays, look for request ${requestId} in the log of the function.`,
        code: 'bug',
        params: { requestId },
        instance: `urn:request:${requestId}`,
      }),
    }
  },
})
