import type { Authority } from './authority.ts'
import { buildCertificate } from './build-certificate.ts'
import { distinguishedName } from './distinguished-name.ts'
import { toPem } from './pem.ts'
import { certificateIdOf } from './read-certificate.ts'

export interface IssuedCertificate {
  /** Lower-case hex SHA-256 of the DER, as AWS names certificates (reference 1.2). */
  certificateId: string
  certificatePem: string
  notBefore: number
  notAfter: number
}

/** The subject AWS gives to a certificate whose key it made itself (DG x509-client-certs). */
export const ownSubject = distinguishedName({ CN: 'AWS IoT Certificate' })

const notAfter = Date.parse('2049-12-31T23:59:59Z')
/** Devices with a clock a little behind must still accept the certificate. */
const backdatingMs = 120_000

/** Signs a device certificate over a public key (DER, SPKI). The same key again gives another certificate: the serial is random. */
export const issueDeviceCertificate = (
  authority: Authority,
  subject: Uint8Array,
  publicKey: Uint8Array,
  now: number,
  random: (bytes: number) => Uint8Array,
): IssuedCertificate => {
  const notBefore = Math.floor((now - backdatingMs) / 1000) * 1000
  const bytes = buildCertificate(
    {
      serial: random(20),
      issuer: authority.name,
      subject,
      publicKey,
      notBefore: new Date(notBefore),
      notAfter: new Date(notAfter),
      usage: 'client',
    },
    authority.key,
  )
  return { certificateId: certificateIdOf(bytes), certificatePem: toPem('CERTIFICATE', bytes), notBefore, notAfter }
}
