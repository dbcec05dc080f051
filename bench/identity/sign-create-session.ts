import { createHash, sign } from 'node:crypto'
import type { StationIdentity } from './station-identity.ts'

export interface CreateSessionRequest {
  url: URL
  region: string
  /** JSON. */
  body: string
  identity: StationIdentity
  now: Date
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** `20261122T030000Z` */
const stamp = (date: Date): string => `${date.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

/**
 * The headers of a CreateSession request: Signature Version 4 with the key of an X.509 certificate. Source: IAM Roles
 * Anywhere user guide, "Authentication signing process". That an ECDSA signature is DER (and not r and s side by side) is
 * not said there; it is what AWS's own clients send (iam-rolesanywhere-session 3.0.0).
 */
export const signCreateSession = ({
  url,
  region,
  body,
  identity,
  now,
}: CreateSessionRequest): Record<string, string> => {
  const { certificate, privateKey } = identity
  const algorithm = privateKey.asymmetricKeyType === 'rsa' ? 'AWS4-X509-RSA-SHA256' : 'AWS4-X509-ECDSA-SHA256'
  const date = stamp(now)
  const headers = {
    'content-type': 'application/json',
    host: url.host,
    'x-amz-date': date,
    'x-amz-x509': certificate.raw.toString('base64'),
  }
  const signedHeaders = Object.keys(headers).join(';')
  const canonical = [
    'POST',
    url.pathname,
    '',
    ...Object.entries(headers).map(([name, value]) => `${name}:${value}`),
    '',
    signedHeaders,
    sha256(body),
  ].join('\n')
  const scope = `${date.slice(0, 8)}/${region}/rolesanywhere/aws4_request`
  const text = [algorithm, date, scope, sha256(canonical)].join('\n')
  const signature = sign('sha256', Buffer.from(text), privateKey).toString('hex')
  // The serial stands here in decimal, in the name of the session in hex.
  const serial = BigInt(`0x${certificate.serialNumber}`)
  const authorization = `${algorithm} Credential=${serial}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`
  return { ...headers, authorization }
}
