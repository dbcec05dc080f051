import { AwsError, type Principal, type RawRequest } from '../aws-service.ts'
import { accessDeniedMessage } from '../iam/access-denied.ts'
import type { AccessKey } from '../iam/access-keys.ts'
import type { Identities } from '../iam/identities.ts'
import { frontDoorError } from '../sigv4/service-errors.ts'
import type { VerifiedSignature } from '../sigv4/verify-signature.ts'
import { GatewayAnswer } from './gateway-answers.ts'

export interface AuthorizeDeps {
  identities: Identities
  verify(request: RawRequest): VerifiedSignature
  log(line: string): void
}

const signingName = 'execute-api'

const verifiedKey = (verify: AuthorizeDeps['verify'], request: RawRequest): AccessKey => {
  if (request.headers.authorization === undefined) throw new GatewayAnswer('forbidden')
  try {
    const { key, service } = verify(request)
    if (service === signingName) return key
    throw new AwsError(
      'SignatureDoesNotMatch',
      403,
      `Credential should be scoped to correct service: '${signingName}'.`,
    )
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    const { name, message } = frontDoorError(signingName, error)
    throw new GatewayAnswer('forbidden', message, { 'x-amzn-errortype': name })
  }
}

/**
 * AWS_IAM authorization of a route: verifies the signature, then asks for execute-api:Invoke on `resource`. Answers the
 * caller; throws the 403 that API Gateway gives ("Troubleshoot HTTP 403 errors from API Gateway"; that HTTP APIs say no
 * more than "Forbidden" to a caller without permission is inferred), and says aloud what was missing.
 */
export const createAuthorizer =
  ({ identities, verify, log }: AuthorizeDeps) =>
  (request: RawRequest, resource: string): Principal => {
    const { principal } = verifiedKey(verify, request)
    const wanted = { action: 'execute-api:Invoke', resource }
    const decision = identities.authorize(principal, wanted)
    if (decision.result === 'allowed') return principal
    log(`${request.method} ${request.path} refused: ${accessDeniedMessage(principal, wanted, decision)}`)
    throw new GatewayAnswer('forbidden')
  }
