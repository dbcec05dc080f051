import type { Principal, RawRequest } from '../aws-service.ts'
import type { RouteMatch } from './route-table.ts'

export interface RequestFacts {
  request: RawRequest
  /** The query exactly as it came, without `?`. */
  rawQuery: string
  match: RouteMatch
  apiId: string
  accountId: string
  stage: string
  requestId: string
  /** `Root=1-<seconds in hex>-<24 hex>` */
  traceId: string
  /** Milliseconds since 1970. */
  at: number
  sourceIp: string
  /** None on routes without authorization. */
  principal?: Principal
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `22/Nov/2026:10:00:00 +0000` */
export const requestTime = (at: number): string => {
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(new Date(at).toISOString()) ?? []
  return `${day}/${months[Number(month) - 1]}/${year}:${time} +0000`
}

// A body of any other type arrives base64-encoded (AWS Compute Blog, "Handling binary data using HTTP APIs").
const isText = (contentType: string) =>
  /^(text\/.*|application\/(json|javascript|xml|vnd\.api\+json))\s*(;|$)/i.test(contentType.trim())

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'te', 'trailer', 'upgrade', 'cookie'])

const forwardedHeaders = ({ request, sourceIp, traceId }: RequestFacts): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(request.headers).filter(([name]) => !hopByHop.has(name))),
  'x-amzn-trace-id': traceId,
  'x-forwarded-for': sourceIp,
  'x-forwarded-port': '443',
  'x-forwarded-proto': 'https',
})

const queryParameters = (query: URLSearchParams): Record<string, string> =>
  Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]))

const iamContext = ({ accessKeyId, accountId, arn, userId }: Principal) => ({
  iam: {
    accessKey: accessKeyId,
    accountId,
    callerId: userId,
    cognitoIdentity: null,
    principalOrgId: null,
    userArn: arn,
    userId,
  },
})

const bodyOf = ({ body, headers }: RawRequest) => {
  if (body.length === 0) return { isBase64Encoded: false }
  const bytes = Buffer.from(body)
  return isText(headers['content-type'] ?? '')
    ? { body: bytes.toString('utf8'), isBase64Encoded: false }
    : { body: bytes.toString('base64'), isBase64Encoded: true }
}

const unlessEmpty = <T extends object>(name: string, value: T) =>
  Object.keys(value).length === 0 ? {} : { [name]: value }

/**
 * The event of an HTTP API in payload format 2.0; empty members are absent, as AWS leaves them out.
 * Source: API Gateway Developer Guide, "AWS Lambda proxy integrations for HTTP APIs".
 */
export const buildEvent = (facts: RequestFacts) => {
  const { request, rawQuery, match, apiId, accountId, stage, requestId, at, sourceIp, principal } = facts
  const { method, path, headers, query } = request
  const rawPath = stage === '$default' ? path : `/${stage}${path}`
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath,
    rawQueryString: rawQuery,
    ...unlessEmpty(
      'cookies',
      (headers.cookie ?? '').split(/;\s*/).filter((cookie) => cookie !== ''),
    ),
    headers: forwardedHeaders(facts),
    ...unlessEmpty('queryStringParameters', queryParameters(query)),
    requestContext: {
      accountId,
      apiId,
      ...(principal === undefined ? {} : { authorizer: iamContext(principal) }),
      domainName: headers.host ?? '',
      domainPrefix: apiId,
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp, userAgent: headers['user-agent'] ?? '' },
      requestId,
      routeKey: match.route.routeKey,
      stage,
      time: requestTime(at),
      timeEpoch: at,
    },
    ...unlessEmpty('pathParameters', match.parameters),
    ...bodyOf(request),
  }
}
