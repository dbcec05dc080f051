import { requestTime } from './build-event.ts'

/** What an access log line can tell of one request. */
export interface AccessFacts {
  requestId: string
  accountId: string
  apiId: string
  stage: string
  at: number
  method: string
  path: string
  host: string
  sourceIp: string
  userAgent: string
  status: number
  responseLength: number
  responseLatency: number
  routeKey?: string
  userArn?: string
  userId?: string
  callerAccount?: string
  integrationLatency?: number
  integrationStatus?: number
  integrationError?: string
  /** Of answers that API Gateway itself gives: the message and its kind, e.g. `ACCESS_DENIED`. */
  error?: { message: string; responseType: string }
}

// API Gateway Developer Guide, "Customize HTTP API access logs"; variables of features that are not here are left out.
const variables: Record<string, (facts: AccessFacts) => string | number | undefined> = {
  accountId: ({ accountId }) => accountId,
  apiId: ({ apiId }) => apiId,
  domainName: ({ host }) => host,
  'error.message': ({ error }) => error?.message,
  'error.responseType': ({ error }) => error?.responseType,
  httpMethod: ({ method }) => method,
  'identity.accountId': ({ callerAccount }) => callerAccount,
  'identity.caller': ({ userId }) => userId,
  'identity.sourceIp': ({ sourceIp }) => sourceIp,
  'identity.user': ({ userId }) => userId,
  'identity.userAgent': ({ userAgent }) => userAgent,
  'identity.userArn': ({ userArn }) => userArn,
  integrationErrorMessage: ({ integrationError }) => integrationError,
  'integration.error': ({ integrationError }) => integrationError,
  integrationLatency: ({ integrationLatency }) => integrationLatency,
  'integration.latency': ({ integrationLatency }) => integrationLatency,
  integrationStatus: ({ integrationStatus }) => integrationStatus,
  'integration.integrationStatus': ({ integrationStatus }) => integrationStatus,
  path: ({ path }) => path,
  protocol: () => 'HTTP/1.1',
  requestId: ({ requestId }) => requestId,
  requestTime: ({ at }) => requestTime(at),
  requestTimeEpoch: ({ at }) => at,
  responseLatency: ({ responseLatency }) => Math.round(responseLatency),
  responseLength: ({ responseLength }) => responseLength,
  routeKey: ({ routeKey }) => routeKey,
  stage: ({ stage }) => stage,
  status: ({ status }) => status,
}

const pattern = /\$context\.([A-Za-z0-9_.]+)/g

/** The variables of a format that the local cloud does not know. */
export const unknownVariables = (format: string): string[] =>
  [...format.matchAll(pattern)].map((match) => match[1] ?? '').filter((name) => variables[name] === undefined)

/** One line of an access log; what has no value is `-`. */
export const accessLine = (format: string, facts: AccessFacts): string =>
  format.replace(pattern, (_, name: string) => String(variables[name]?.(facts) ?? '-'))
