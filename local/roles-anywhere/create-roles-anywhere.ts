import { AwsError, type AwsService, type RawRequest } from '../aws-service.ts'
import type { Identities } from '../iam/identities.ts'
import type { Store } from '../state/store.ts'
import { type Anchors, createAnchors, type Profile, type TrustAnchor } from './anchors.ts'
import { createSession } from './create-session.ts'
import { Denied } from './denied.ts'
import { createSessions } from './sessions.ts'

export interface RolesAnywhereOptions {
  region: string
  accountId: string
  /** Milliseconds since 1970. */
  clock: () => number
  store: Store
  identities: Identities
  /** Told why a session was refused: AWS says little, and a developer should see. */
  log(line: string): void
}

export interface LocalRolesAnywhere {
  service: AwsService
  anchors: Anchors
}

/** Operations by method and path (API reference 2018-05-10). */
const operations: Readonly<Record<string, string>> = {
  'POST /sessions': 'CreateSession',
  'GET /trustanchors': 'ListTrustAnchors',
  'GET /profiles': 'ListProfiles',
}

const operationOf = ({ method, path }: RawRequest): string => {
  const operation = operations[`${method} ${path}`]
  if (operation !== undefined) return operation
  throw new AwsError(
    'UnknownOperationException',
    400,
    `The local Roles Anywhere has no operation "${method} ${path}"; it knows ${Object.keys(operations).join(', ')}.`,
  )
}

const shownAnchor = ({ id, arn, name, enabled, certificatePem }: TrustAnchor) => ({
  trustAnchorId: id,
  trustAnchorArn: arn,
  name,
  enabled,
  source: { sourceType: 'CERTIFICATE_BUNDLE', sourceData: { x509CertificateData: certificatePem } },
})

const shownProfile = ({ id, arn, ...facts }: Profile) => ({ profileId: id, profileArn: arn, ...facts })

/** IAM Roles Anywhere: sessions for holders of a certificate. The names of the protocol are AWS's (restJson1). */
export const createRolesAnywhere = (options: RolesAnywhereOptions): LocalRolesAnywhere => {
  const { identities, log } = options
  const anchors = createAnchors(options)
  const sessions = createSessions({ ...options, keys: identities.keys })
  const open = createSession({ ...options, anchors, sessions })
  return {
    anchors,
    service: {
      signingNames: ['rolesanywhere'],
      name: 'rolesanywhere',
      routeKeyless: (request) => {
        const operation = operationOf(request)
        return operation === 'CreateSession' ? { operation, input: request } : undefined
      },
      route: (request) => {
        if ([...request.query.keys()].length > 0)
          throw new AwsError('ValidationException', 400, 'The local Roles Anywhere lists everything on one page.')
        return { operation: operationOf(request), input: {} }
      },
      authorizations: ({ operation }) =>
        operation === 'CreateSession' ? [] : [{ action: `rolesanywhere:${operation}`, resource: '*' }],
      handle: async ({ operation, input }) => {
        if (operation === 'ListTrustAnchors') return { body: { trustAnchors: anchors.trustAnchors().map(shownAnchor) } }
        if (operation === 'ListProfiles') return { body: { profiles: anchors.profiles().map(shownProfile) } }
        try {
          return { status: 201, body: open(input as RawRequest) }
        } catch (error) {
          if (error instanceof Denied) log(`rolesanywhere:CreateSession refused: ${error.message}: ${error.reason}`)
          throw error
        }
      },
      renderError: (error) => ({
        status: error.status,
        headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.name },
        body: { message: error.message },
      }),
    },
  }
}
