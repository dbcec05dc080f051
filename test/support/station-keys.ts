import { generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { canonicalPem } from '../../core/credential/canonical-pem.ts'
import {
  type CertificateParts,
  certificateBody,
  commonName,
  serialOf,
  signedCertificate,
} from '../../core/station/station-certificate.ts'

export interface TestAuthority {
  name: string
  privateKey: KeyObject
  publicKey: Buffer
  certificate: X509Certificate
  pem: string
}

const yearMs = 365 * 86_400_000
const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const spkiOf = (key: KeyObject) => key.export({ format: 'der', type: 'spki' })

/** A CA whose key is at hand, as no CA of a stage's stations is. */
export const testAuthority = (now: number, name = 'mintmark-dev-stations'): TestAuthority => {
  const { privateKey, publicKey: key } = keyPair()
  const publicKey = spkiOf(key)
  const body = certificateBody({
    serial: serialOf(Buffer.alloc(16, 1)),
    issuer: commonName(name),
    subject: name,
    notBefore: new Date(now - yearMs),
    notAfter: new Date(now + 20 * yearMs),
    publicKey,
    issuerKey: publicKey,
    isAuthority: true,
  })
  const certificate = new X509Certificate(signedCertificate(body, sign('sha256', body, privateKey)))
  return { name, privateKey, publicKey, certificate, pem: canonicalPem('CERTIFICATE', certificate.raw) }
}

/** A station's key and the certificate that `authority` gave it, right in all parts but those that are changed. */
export const testStation = (authority: TestAuthority, now: number, change: Partial<CertificateParts> = {}) => {
  const { privateKey, publicKey } = keyPair()
  const body = certificateBody({
    serial: serialOf(Buffer.alloc(16, 2)),
    issuer: commonName(authority.name),
    subject: 'bench-1',
    notBefore: new Date(now - 60_000),
    notAfter: new Date(now + yearMs),
    publicKey: spkiOf(publicKey),
    issuerKey: authority.publicKey,
    isAuthority: false,
    ...change,
  })
  const certificate = new X509Certificate(signedCertificate(body, sign('sha256', body, authority.privateKey)))
  return { certificate, privateKey }
}
