import type { APIGatewayProxyEventV2WithIAMAuthorizer } from 'aws-lambda'
import type { z } from 'zod'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'

export type ApiEvent = APIGatewayProxyEventV2WithIAMAuthorizer

/** What a use-case gets of a request. */
export interface ApiRequest<Body, Query> {
  /** Parameters of the path, decoded. */
  path: Record<string, string>
  query: Query
  body: Body
  /** ARN of the IAM principal; API Gateway has verified its signature. */
  caller: string
}

const issuesOf = (error: z.ZodError) =>
  error.issues.slice(0, 10).map((issue) => ({ path: issue.path.join('.'), message: issue.message }))

const readBody = (event: ApiEvent): { json: unknown } | Refusal => {
  // A body without a JSON content type arrives base64-encoded, whatever is in it.
  const text =
    event.isBase64Encoded === true ? Buffer.from(event.body ?? '', 'base64').toString('utf8') : (event.body ?? '')
  try {
    return { json: JSON.parse(text) }
  } catch (error) {
    return refuse('body-not-json', { why: text === '' ? 'it is empty' : (error as Error).message.slice(0, 120) })
  }
}

/** Checks a request against the schemas of its route. Unknown keys are refused, so that a typo is not a default. */
export const readRequest = <Body, Query>(
  event: ApiEvent,
  schemas: { request?: z.ZodType<Body>; query?: z.ZodType<Query> },
): ApiRequest<Body, Query> | Refusal => {
  const body = schemas.request === undefined ? { json: undefined } : readBody(event)
  if ('refusal' in body) return body
  const checkedBody = schemas.request?.safeParse(body.json)
  if (checkedBody?.success === false) return refuse('request-malformed', { issues: issuesOf(checkedBody.error) })
  const checkedQuery = schemas.query?.safeParse(event.queryStringParameters ?? {})
  if (checkedQuery?.success === false) return refuse('request-malformed', { issues: issuesOf(checkedQuery.error) })
  return {
    path: Object.fromEntries(Object.entries(event.pathParameters ?? {}).map(([name, value]) => [name, value ?? ''])),
    query: checkedQuery?.data as Query,
    body: checkedBody?.data as Body,
    caller: event.requestContext.authorizer.iam.userArn,
  }
}
