import { createHash, type X509Certificate } from 'node:crypto'
import { AwsError, type RawRequest } from '../aws-service.ts'
import type { Identities } from '../iam/identities.ts'
import { refuseUnknownMembers } from '../protocols/refuse-unknown-members.ts'
import type { Anchors } from './anchors.ts'
import { checkCertificate } from './check-certificate.ts'
import { denied } from './denied.ts'
import type { createSessions } from './sessions.ts'
import { verifyRequest } from './verify-request.ts'

export interface CreateSessionDependencies {
  region: string
  accountId: string
  /** Milliseconds since 1970. */
  clock: () => number
  identities: Identities
  anchors: Anchors
  sessions: ReturnType<typeof createSessions>
}

const service = 'rolesanywhere.amazonaws.com'
const members = ['durationSeconds', 'profileArn', 'roleArn', 'roleSessionName', 'trustAnchorArn']
const [shortest, longest] = [900, 43_200]

const invalid = (message: string) => new AwsError('ValidationException', 400, message)

/** The members come in the body, in the query, or in both (user guide, "CreateSession API"). */
const inputOf = ({ body, query }: RawRequest): Record<string, unknown> => {
  const text = Buffer.from(body).toString('utf8')
  let json: unknown
  try {
    json = text === '' ? {} : JSON.parse(text)
  } catch {
    throw invalid('The body is not JSON.')
  }
  const input = { ...Object.fromEntries(query), ...(json as Record<string, unknown>) }
  refuseUnknownMembers('CreateSession', input, members)
  return input
}

const textOf = (input: Record<string, unknown>, name: string): string => {
  const value = input[name]
  if (typeof value !== 'string' || value === '') throw invalid(`${name} is missing`)
  return value
}

const secondsOf = ({ durationSeconds }: Record<string, unknown>, most: number): number => {
  if (durationSeconds === undefined) return most
  const seconds = Number(durationSeconds)
  if (!Number.isInteger(seconds) || seconds < shortest || seconds > longest)
    throw invalid(`durationSeconds is ${String(durationSeconds)}; it must be from ${shortest} to ${longest}`)
  return Math.min(seconds, most)
}

const commonNameOf = (certificate: X509Certificate): string | undefined => /^CN=(.+)$/m.exec(certificate.subject)?.[1]

/** CreateSession: proves the certificate and its right to the role, then opens a session named after its serial. */
export const createSession =
  ({ region, accountId, clock, identities, anchors, sessions }: CreateSessionDependencies) =>
  (request: RawRequest) => {
    const now = clock()
    const certificate = verifyRequest(request, { region, now })
    const input = inputOf(request)
    const [anchorArn, profileArn, roleArn] = ['trustAnchorArn', 'profileArn', 'roleArn'].map((name) =>
      textOf(input, name),
    )
    const anchor = anchors.trustAnchors().find(({ arn, enabled }) => arn === anchorArn && enabled)
    if (anchor === undefined) throw denied.resource(`there is no enabled trust anchor ${anchorArn}`)
    checkCertificate(certificate, anchor, now)
    const profile = anchors.profiles().find(({ arn, enabled }) => arn === profileArn && enabled)
    if (profile === undefined) throw denied.resource(`there is no enabled profile ${profileArn}`)
    if (roleArn === undefined || !profile.roleArns.includes(roleArn))
      throw denied.role(String(roleArn), `${profile.arn} does not list it`)
    const serial = certificate.serialNumber.toLowerCase()
    if (input.roleSessionName !== undefined && !profile.acceptRoleSessionName) throw denied.sessionName()
    const sessionName = input.roleSessionName === undefined ? serial : textOf(input, 'roleSessionName')

    const source = { 'aws:SourceArn': anchor.arn, 'aws:SourceAccount': accountId }
    for (const action of ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'])
      if (identities.assumeRole(roleArn, service, source, action).result !== 'allowed')
        throw denied.role(roleArn, `its trust policy does not let ${service} do ${action} from ${anchor.arn}`)
    const role = identities.roles.byArn(roleArn)
    const seconds = secondsOf(input, profile.durationSeconds)
    if (seconds > role.maxSessionDuration)
      throw denied.role(roleArn, `${seconds} s are more than its MaxSessionDuration of ${role.maxSessionDuration} s`)

    const { principal, accessKeyId, secretAccessKey, sessionToken, expiresAt } = sessions.open(
      role,
      sessionName,
      seconds,
    )
    const commonName = commonNameOf(certificate)
    const subject = createHash('sha256').update(certificate.subject).digest('hex').slice(0, 32)
    return {
      credentialSet: [
        {
          assumedRoleUser: { arn: principal.arn, assumedRoleId: principal.userId },
          credentials: {
            accessKeyId,
            expiration: `${new Date(expiresAt).toISOString().slice(0, 19)}Z`,
            secretAccessKey,
            sessionToken,
          },
          roleArn,
          sourceIdentity: commonName === undefined ? `ID=${serial}` : `CN=${commonName}`,
        },
      ],
      subjectArn: `arn:aws:rolesanywhere:${region}:${accountId}:subject/${subject.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`,
    }
  }
