import middy from '@middy/core'
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { z } from 'zod'
import type { Route } from '../../core/api/route.ts'
import { isRefusal, type Refusal } from '../../core/refusals/refusal.ts'
import { log } from './log.ts'
import { outage } from './outage.ts'
import { type ApiEvent, type ApiRequest, readRequest } from './read-request.ts'
import { renderAnswer } from './render-answer.ts'

type Read<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined

interface Schemas<R extends Route> {
  request?: z.ZodType<Read<R['request']>>
  query?: z.ZodType<Read<R['query']>>
}

/** Parse, act, render: the handler of one route. */
export const apiDoor = <R extends Route>(
  route: R,
  act: (request: ApiRequest<Read<R['request']>, Read<R['query']>>) => Promise<object | Refusal>,
) =>
  middy<ApiEvent, APIGatewayProxyStructuredResultV2>()
    .use(outage())
    .handler(async (event: ApiEvent) => {
      const { requestId } = event.requestContext
      const request = readRequest(event, route as Schemas<R>)
      const result = isRefusal(request) ? request : await act(request)
      if (isRefusal(result)) log.info('refused', { requestId, routeKey: event.routeKey, refusal: result.refusal })
      return renderAnswer(result, route.status, requestId)
    })
