import { X509Certificate } from 'node:crypto'
import { readPem } from '../../core/credential/read-pem.ts'

const lines = /^(-----BEGIN CERTIFICATE-----\r?\n([A-Za-z0-9+/=]+\r?\n)+-----END CERTIFICATE-----\s*)+$/

/** What firmware that answers 527 accepts: one or more PEM certificates, each on lines of its own, each parseable. */
export function isCertificateText(text: string): boolean {
  const read = readPem(text)
  return lines.test(text.trim()) && read.ok && read.blocks.every(({ der }) => parses(der))
}

function parses(der: Buffer): boolean {
  try {
    new X509Certificate(der)
    return true
  } catch {
    return false
  }
}
