import { createHash, X509Certificate } from 'node:crypto'

export interface CertificateFacts {
  /** Distinguished names, one attribute a line, as node:crypto prints them. */
  subject: string
  issuer: string
  /** Lower-case hex: AWS IoT's certificate ID is the SHA-256 of the certificate's DER. */
  certificateId: string
  /** SHA-256 of the SubjectPublicKeyInfo DER, lower-case hex. */
  publicKeySha256: string
  validFrom: Date
  validTo: Date
}

export type CertificateResult = ({ ok: true } & CertificateFacts) | { ok: false; why: string }

/** Reads one X.509 certificate, PEM or DER; of several PEM blocks the first. Nothing is verified. */
export function readCertificate(certificate: string | Uint8Array): CertificateResult {
  let x509: X509Certificate
  try {
    x509 = new X509Certificate(certificate)
  } catch {
    return { ok: false, why: 'it does not parse as an X.509 certificate' }
  }
  const spki = x509.publicKey.export({ type: 'spki', format: 'der' })
  return {
    ok: true,
    subject: x509.subject,
    issuer: x509.issuer,
    certificateId: sha256(x509.raw),
    publicKeySha256: sha256(spki),
    validFrom: new Date(x509.validFrom),
    validTo: new Date(x509.validTo),
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
