import { randomUUID } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import { AwsError, type AwsService, type RawRequest, type ServiceAnswer } from '../aws-service.ts'
import { ConnectionLost, type Faults } from '../faults/faults.ts'
import { accessDeniedMessage } from '../iam/access-denied.ts'
import type { AccessKey } from '../iam/access-keys.ts'
import type { Identities } from '../iam/identities.ts'
import { createAwsQuery } from '../protocols/aws-query.ts'
import { frontDoorError } from '../sigv4/service-errors.ts'
import { createVerifier } from '../sigv4/verify-signature.ts'
import { closeServer, listen } from './listen.ts'
import { readRequest } from './read-request.ts'

export interface AwsServerOptions {
  services: readonly AwsService[]
  identities: Identities
  faults: Faults
  region: string
  /** Milliseconds since 1970. */
  clock: () => number
  /** Told about every call that the local cloud refuses for its own limits or that failed by a bug. */
  log(line: string): void
}

// DynamoDB takes the largest requests of all services here: 16 MB (BatchWriteItem).
const maxBodyBytes = 16 * 1024 * 1024

const unnamed: Pick<AwsService, 'renderError'> = {
  renderError: (error) => ({
    status: error.status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.name },
    body: { __type: error.name, message: error.message },
  }),
}

const unnamedQuery = createAwsQuery({ service: 'cloud', xmlNamespace: 'urn:local-cloud', operations: [] })

/** Clients of query services (CloudFormation, IAM) read errors as XML only. */
const inFormOf = ({ headers }: RawRequest) =>
  headers['content-type']?.startsWith('application/x-www-form-urlencoded') ? unnamedQuery : unnamed

const send = (response: ServerResponse, { status = 200, headers = {}, body }: ServiceAnswer) => {
  const bytes =
    body === undefined || typeof body === 'string' || body instanceof Uint8Array ? (body ?? '') : JSON.stringify(body)
  const type = typeof body === 'object' && !(body instanceof Uint8Array) ? { 'content-type': 'application/json' } : {}
  response.writeHead(status, { ...type, 'x-amzn-requestid': randomUUID(), ...headers }).end(bytes)
}

/** Stands for the caller of a keyless call in fault rules and records. */
const withoutKey: AccessKey = {
  accessKeyId: '',
  secretAccessKey: '',
  caller: 'without-key',
  principal: { kind: 'user', arn: 'anonymous', accountId: '', accessKeyId: '', userId: 'anonymous' },
}

/** The service that a request was signed for, read before the signature is verified so that errors have its form. */
const scopeOf = (request: RawRequest) =>
  /Credential=[^/]+\/[^/]*\/[^/]*\/([^/]*)\//.exec(request.headers.authorization ?? '')?.[1] ?? ''

/**
 * One loopback door for all emulated AWS APIs: verify the signature, name the call, apply faults, check the caller's
 * permissions, act. The credential scope of the signature says which service is meant.
 */
export const createAwsServer = ({ services, identities, faults, region, clock, log }: AwsServerOptions) => {
  const byScope = new Map(services.flatMap((service) => service.signingNames.map((name) => [name, service] as const)))
  const verifyNeutral = createVerifier({ region, findKey: identities.keys.find, clock })

  const verify = (request: RawRequest, serviceName: string) => {
    try {
      return verifyNeutral(request)
    } catch (error) {
      throw error instanceof AwsError ? frontDoorError(serviceName, error) : error
    }
  }

  const serve = async (request: RawRequest, service: AwsService): Promise<ServiceAnswer> => {
    const keyless = service.routeKeyless?.(request)
    const key = keyless === undefined ? verify(request, service.name).key : withoutKey
    const call = keyless ?? service.route(request)
    const operation = `${service.name}:${call.operation}`
    const record = faults.record(operation, key.caller)
    await faults.strike('before', operation, key.caller, key.kill)
    for (const wanted of service.authorizations(call)) {
      const decision = identities.authorize(key.principal, wanted)
      if (decision.result !== 'allowed') {
        const message = accessDeniedMessage(key.principal, wanted, decision)
        log(`${operation} of ${key.caller} refused: ${message}`)
        throw frontDoorError(service.name, new AwsError('AccessDenied', 403, message))
      }
    }
    const { consumed, ...answer } = await service.handle(call, key.principal)
    if (consumed !== undefined) record.consumed = consumed
    await faults.strike('after', operation, key.caller, key.kill)
    return answer
  }

  const answerTo = async (request: RawRequest): Promise<ServiceAnswer> => {
    const scope = scopeOf(request)
    const service = byScope.get(scope)
    try {
      if (service !== undefined) return await serve(request, service)
      verify(request, scope)
      throw new AwsError(
        'UnknownService',
        400,
        `the local cloud has no service ${scope}; it has ${[...byScope.keys()].join(', ')}`,
      )
    } catch (error) {
      if (error instanceof ConnectionLost) throw error
      if (error instanceof AwsError) return (service ?? inFormOf(request)).renderError(error)
      log(`${scope} ${request.method} ${request.path} failed by a bug of the local cloud: ${(error as Error).stack}`)
      return (service ?? inFormOf(request)).renderError(
        new AwsError('InternalFailure', 500, `local cloud: ${(error as Error).message}`),
      )
    }
  }

  const server = createServer((incoming, response) => {
    readRequest(incoming, maxBodyBytes)
      .then(answerTo)
      .then((answer) => send(response, answer))
      .catch(() => incoming.socket.destroy())
  })
  server.keepAliveTimeout = 60_000

  return {
    /** Listens on 127.0.0.1; port 0 takes a free one. Answers the URL for AWS_ENDPOINT_URL. */
    listen: async (port: number) => `http://127.0.0.1:${await listen(server, port)}`,
    close: () => closeServer(server),
  }
}
