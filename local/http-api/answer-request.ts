import { randomBytes } from 'node:crypto'
import type { Principal, RawRequest } from '../aws-service.ts'
import type { Datum } from '../cloudwatch/metrics.ts'
import type { Functions } from '../lambda/functions.ts'
import { type AccessFacts, accessLine } from './access-log.ts'
import { buildEvent, type RequestFacts } from './build-event.ts'
import { GatewayAnswer } from './gateway-answers.ts'
import type { HttpApi } from './http-api.ts'
import { type HttpAnswer, ResultRefused, readResult } from './read-result.ts'

export interface AnswerDeps {
  api: HttpApi
  accountId: string
  functions: Functions
  authorize(request: RawRequest, resource: string): Principal
  /** Milliseconds since 1970. */
  clock: () => number
  throttles: 'off' | 'on'
  storeLog(group: string, line: string): void
  /** Takes what alarms watch: `4xx` and `5xx` of each API. */
  metrics(data: Datum[]): void
  log(line: string): void
}

export interface Incoming {
  request: RawRequest
  rawQuery: string
  sourceIp: string
}

type Progress = Partial<AccessFacts>

const withTimeout = async <T>(work: Promise<T>, ms: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new GatewayAnswer('unavailable')), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

const callFunction = async (deps: AnswerDeps, facts: RequestFacts, progress: Progress): Promise<HttpAnswer> => {
  const { api, functions, accountId } = deps
  const { route } = facts.match
  const integration = api.integrationOf(route)
  if (integration === undefined) throw new GatewayAnswer('broken')
  const invoker = { service: 'apigateway.amazonaws.com', sourceArn: api.routeArn(route), sourceAccount: accountId }
  const began = performance.now()
  const work = functions.invokeFor(invoker, integration.functionArn, buildEvent(facts))
  const result = await withTimeout(work, integration.timeoutMs).finally(() => {
    progress.integrationLatency = Math.round(performance.now() - began)
  })
  progress.integrationStatus = 200
  if ('error' in result) {
    progress.integrationError = result.error.errorMessage
    throw new GatewayAnswer('broken')
  }
  const answer = readResult(result.payload)
  progress.integrationStatus = answer.status
  return answer
}

const serve = async (
  deps: AnswerDeps,
  incoming: Incoming,
  requestId: string,
  progress: Progress,
): Promise<HttpAnswer> => {
  const { api, accountId, authorize, clock } = deps
  const { request, rawQuery, sourceIp } = incoming
  const stage = api.stage()
  const prefix = stage === undefined || stage.name === '$default' ? '' : `/${stage.name}`
  if (stage === undefined || !request.path.startsWith(`${prefix}/`)) throw new GatewayAnswer('notFound')
  const path = request.path.slice(prefix.length)
  const match = api.match(request.method, path)
  if (match === undefined) throw new GatewayAnswer('notFound')
  progress.routeKey = match.route.routeKey
  if (deps.throttles === 'on' && !api.passesThrottle(match.route)) throw new GatewayAnswer('tooMany')
  const principal = match.route.isIamAuthorized ? authorize(request, api.requestArn(request.method, path)) : undefined
  if (principal !== undefined) {
    const { arn, userId, accountId: callerAccount } = principal
    Object.assign(progress, { userArn: arn, userId, callerAccount })
  }
  const at = clock()
  const traceId = `Root=1-${Math.floor(at / 1000).toString(16)}-${randomBytes(12).toString('hex')}`
  return callFunction(
    deps,
    {
      request: { ...request, path },
      rawQuery,
      match,
      apiId: api.apiId,
      accountId,
      stage: stage.name,
      requestId,
      traceId,
      at,
      sourceIp,
      ...(principal === undefined ? {} : { principal }),
    },
    progress,
  )
}

const toAnswer = (error: unknown, deps: AnswerDeps, { request }: Incoming, progress: Progress): HttpAnswer => {
  const known = error instanceof GatewayAnswer ? error : new GatewayAnswer('broken')
  if (!(error instanceof GatewayAnswer)) {
    // The caller sees 500 and no reason, as on AWS; here the reason is said aloud.
    const reason = error instanceof ResultRefused ? 'the function gave a malformed answer: ' : ''
    deps.log(`${progress.routeKey ?? `${request.method} ${request.path}`}: ${reason}${(error as Error).message}`)
    progress.integrationError = (error as Error).message
  }
  progress.error = { message: known.message, responseType: known.responseType }
  return known.answer
}

/** Answers one request to an HTTP API as API Gateway does, and writes its access log line. Never rejects. */
export const answerRequest = async (deps: AnswerDeps, incoming: Incoming): Promise<HttpAnswer> => {
  const { api, clock, storeLog, accountId } = deps
  const { request, sourceIp } = incoming
  const requestId = randomBytes(11).toString('base64')
  const at = clock()
  const began = performance.now()
  const progress: Progress = {}
  const answer = await serve(deps, incoming, requestId, progress).catch((error) =>
    toAnswer(error, deps, incoming, progress),
  )
  const failure = answer.status >= 500 ? '5xx' : answer.status >= 400 ? '4xx' : undefined
  if (failure !== undefined)
    deps.metrics([
      { namespace: 'AWS/ApiGateway', name: failure, dimensions: { ApiId: api.apiId }, values: [1], timestamp: at },
    ])
  const stage = api.stage()
  if (stage?.accessLog !== undefined) {
    const facts: AccessFacts = {
      requestId,
      accountId,
      apiId: api.apiId,
      stage: stage.name,
      at,
      method: request.method,
      path: request.path,
      host: request.headers.host ?? '',
      sourceIp,
      userAgent: request.headers['user-agent'] ?? '',
      status: answer.status,
      responseLength: Buffer.byteLength(answer.body),
      responseLatency: performance.now() - began,
      ...progress,
    }
    storeLog(stage.accessLog.group, accessLine(stage.accessLog.format, facts))
  }
  return { ...answer, headers: { ...answer.headers, 'apigw-requestid': requestId } }
}
