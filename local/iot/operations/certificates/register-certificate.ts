import { X509Certificate } from 'node:crypto'
import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import { readForeign, register } from './register.ts'

interface Input {
  certificatePem: string
  caCertificatePem?: string
  setAsActive?: boolean
  status?: string
}

/** Registers a certificate of a registered CA, whose mode it takes over (reference 1.4). */
export const registerCertificate = operation({
  act: ({ certificatePem, caCertificatePem, setAsActive, status }: Input, iot) => {
    const facts = readForeign(certificatePem)
    const certificate = new X509Certificate(facts.bytes)
    const wanted = caCertificatePem === undefined ? undefined : readForeign(caCertificatePem).certificateId
    const ca = iot.tables.caCertificates
      .entries()
      .map(([, row]) => row)
      .find((row) => {
        const issuer = new X509Certificate(row.certificatePem)
        const isMeant = wanted === undefined || row.certificateId === wanted
        return isMeant && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
      })
    if (ca === undefined)
      throw iotError(
        'CertificateValidationException',
        'No registered CA certificate signed this certificate; register the CA, or use RegisterCertificateWithoutCA',
      )
    return register(iot, facts, status ?? (setAsActive ? 'ACTIVE' : 'INACTIVE'), {
      certificateMode: ca.certificateMode,
      caCertificateId: ca.certificateId,
    })
  },
})
