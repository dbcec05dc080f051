import { verify, X509Certificate } from 'node:crypto'
import type { RawRequest } from '../aws-service.ts'
import { canonicalRequest, sha256 } from '../sigv4/canonical-request.ts'
import { denied } from './denied.ts'

const keyTypes: Readonly<Record<string, string>> = { 'AWS4-X509-ECDSA-SHA256': 'ec', 'AWS4-X509-RSA-SHA256': 'rsa' }
const mustBeSigned = ['content-type', 'host', 'x-amz-date', 'x-amz-x509']
const allowedSkewMs = 5 * 60 * 1000

const instant = (stamp: string): number =>
  Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))

const parse = (header: string) => {
  const [, algorithm = '', credential = '', signedHeaders = '', signature = ''] =
    /^(\S+) Credential=([^,\s]+), SignedHeaders=([^,\s]+), Signature=([0-9a-f]+)$/.exec(header) ?? []
  const [serial = '', ...scope] = credential.split('/')
  return { algorithm, serial, scope: scope.join('/'), signedHeaders: signedHeaders.split(';'), signature }
}

const certificateIn = (request: RawRequest): X509Certificate => {
  // Its meaning is known; that nobody here sends one is why it is not built in.
  if (request.headers['x-amz-x509-chain'] !== undefined)
    throw denied.untrusted('the local cloud knows no intermediate certificates (x-amz-x509-chain)')
  try {
    return new X509Certificate(Buffer.from(request.headers['x-amz-x509'] ?? '', 'base64'))
  } catch {
    throw denied.untrusted('the header x-amz-x509 holds no DER certificate in base64')
  }
}

/**
 * Verifies Signature Version 4 with X.509 over a CreateSession request and answers the certificate that signed it.
 * Source: Roles Anywhere user guide, "Authentication signing process"; that the ECDSA signature is DER is inferred from
 * what AWS's own clients send.
 */
export const verifyRequest = (
  request: RawRequest,
  { region, now }: { region: string; now: number },
): X509Certificate => {
  const { algorithm, serial, scope, signedHeaders, signature } = parse(request.headers.authorization ?? '')
  const certificate = certificateIn(request)
  const { asymmetricKeyType } = certificate.publicKey
  if (keyTypes[algorithm] !== asymmetricKeyType)
    throw denied.signature(`algorithm "${algorithm}" with a key of the type ${asymmetricKeyType}`)
  const date = request.headers['x-amz-date'] ?? ''
  if (!(Math.abs(instant(date) - now) <= allowedSkewMs))
    throw denied.signature(`x-amz-date is "${date}", now it is ${new Date(now).toISOString()}`)
  const wantedScope = `${date.slice(0, 8)}/${region}/rolesanywhere/aws4_request`
  if (scope !== wantedScope) throw denied.signature(`the scope is "${scope}", expected "${wantedScope}"`)
  if (serial !== BigInt(`0x${certificate.serialNumber}`).toString())
    throw denied.signature(`Credential begins with ${serial}, which is not the decimal serial of the certificate`)
  const unsigned = mustBeSigned.find((name) => !signedHeaders.includes(name))
  if (unsigned !== undefined) throw denied.signature(`the header ${unsigned} is not signed`)
  const canonical = canonicalRequest(request, signedHeaders, sha256(request.body))
  const text = [algorithm, date, scope, sha256(canonical)].join('\n')
  if (!verify('sha256', Buffer.from(text), certificate.publicKey, Buffer.from(signature, 'hex')))
    throw denied.signature('the signature is not that of the certificate over this request')
  return certificate
}
