import middy from '@middy/core'
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { z } from 'zod'
import { isRefusal, type Refusal } from '../../core/refusals/refusal.ts'
import { log } from './log.ts'
import { outage } from './outage.ts'
import { type ApiEvent, type ApiRequest, readRequest } from './read-request.ts'
import { renderAnswer } from './render-answer.ts'

/** Parse, act, render: the handler of one route. `status` is that of a good answer. */
export const apiDoor = <Body = undefined, Query = undefined>(
  route: { request?: z.ZodType<Body>; query?: z.ZodType<Query> },
  act: (request: ApiRequest<Body, Query>) => Promise<object | Refusal>,
  status = 200,
) =>
  middy<ApiEvent, APIGatewayProxyStructuredResultV2>()
    .use(outage())
    .handler(async (event: ApiEvent) => {
      const { requestId } = event.requestContext
      const request = readRequest(event, route)
      const result = isRefusal(request) ? request : await act(request)
      if (isRefusal(result)) log.info('refused', { requestId, routeKey: event.routeKey, refusal: result.refusal })
      return renderAnswer(result, status, requestId)
    })
