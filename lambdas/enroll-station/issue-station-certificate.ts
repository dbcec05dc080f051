import { X509Certificate } from 'node:crypto'
import { certificateBody, commonName, serialOf, signedCertificate } from '../../core/station/station-certificate.ts'
import type { Authority } from './find-authority.ts'

export interface StationCertificateQuestion {
  name: string
  /** DER of the SubjectPublicKeyInfo. */
  publicKey: Uint8Array
  /** Sixteen random bytes. */
  random: Uint8Array
  days: number
  /** Milliseconds since 1970. */
  now: number
}

/** A bench whose clock is a little behind must be able to use it at once. */
const backdatedMs = 5 * 60_000
const dayMs = 86_400_000

/** DER of the CA's subject as it stands in its certificate: an issuer must be the same bytes (RFC 5280, 7.1). */
const issuerOf = ({ certificate }: Authority): Buffer => {
  const name = /^CN=([^\n]+)$/.exec(certificate.subject)?.[1]
  if (name === undefined)
    throw new Error(`The subject of the CA is "${certificate.subject}", expected a common name alone`)
  return commonName(name)
}

/** Signs a station's certificate and checks it against the trust anchor, as Roles Anywhere will. It ends with the CA at the latest. */
export const issueStationCertificate = async (
  authority: Authority,
  { name, publicKey, random, days, now }: StationCertificateQuestion,
): Promise<X509Certificate> => {
  const body = certificateBody({
    serial: serialOf(random),
    issuer: issuerOf(authority),
    subject: name,
    notBefore: new Date(now - backdatedMs),
    notAfter: new Date(Math.min(now + days * dayMs, authority.certificate.validToDate.getTime())),
    publicKey,
    issuerKey: authority.key.publicKey,
    isAuthority: false,
  })
  const certificate = new X509Certificate(signedCertificate(body, await authority.key.sign(body)))
  if (!certificate.checkIssued(authority.certificate) || !certificate.verify(authority.certificate.publicKey))
    throw new Error(`${authority.key.arn} signed a certificate that ${authority.trustAnchorArn} does not verify`)
  return certificate
}
