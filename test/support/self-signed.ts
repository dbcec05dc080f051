import 'reflect-metadata'
import { X509CertificateGenerator } from '@peculiar/x509'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** Makes certificates that nobody signed but their own key, each with a serial number of its own. */
export const selfSigner = async (): Promise<(serial: number) => Promise<string>> => {
  const keys = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  return async (serial) => {
    const certificate = await X509CertificateGenerator.createSelfSigned({
      serialNumber: (serial + 1).toString(16).padStart(16, '1'),
      name: `CN=somebody else's ${serial}`,
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2046-01-01T00:00:00Z'),
      keys,
      signingAlgorithm: algorithm,
    })
    return certificate.toString('pem')
  }
}
