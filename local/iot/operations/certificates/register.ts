import { createPublicKey } from 'node:crypto'
import type { IotContext } from '../../context.ts'
import { iotError } from '../../errors.ts'
import { storeCertificate } from '../../registry/certificates.ts'
import type { CertificateRow } from '../../tables.ts'
import { toPem } from '../../x509/pem.ts'
import { type CertificateFacts, readCertificate } from '../../x509/read-certificate.ts'
import { checkKey } from '../../x509/read-csr.ts'

const allowed = ['ACTIVE', 'INACTIVE', 'REVOKED']

/** Reads a certificate somebody else signed; refuses what AWS IoT could not authenticate. */
export const readForeign = (pem: string): CertificateFacts => {
  try {
    const facts = readCertificate(pem)
    checkKey(createPublicKey(toPem('CERTIFICATE', facts.bytes)))
    return facts
  } catch (error) {
    throw iotError(
      'CertificateValidationException',
      `The certificate is not acceptable: ${error instanceof Error ? error.message : error}`,
    )
  }
}

/** Registers a certificate that was not made here; the second time is a conflict that names the first (reference 1.4). */
export const register = (
  iot: IotContext,
  facts: CertificateFacts,
  status: string,
  options: Pick<CertificateRow, 'certificateMode' | 'caCertificateId'>,
) => {
  const { certificateId } = facts
  const certificateArn = iot.arn.certificate(certificateId)
  if (!allowed.includes(status))
    throw iotError('CertificateStateException', `A certificate cannot be registered as ${status}`)
  if (iot.tables.certificates.get(certificateId) !== undefined)
    throw iotError('ResourceAlreadyExistsException', 'The certificate is already provisioned or registered', {
      resourceId: certificateId,
      resourceArn: certificateArn,
    })
  storeCertificate(iot, {
    certificateId,
    certificatePem: toPem('CERTIFICATE', facts.bytes),
    status: status as CertificateRow['status'],
    notBefore: facts.notBefore,
    notAfter: facts.notAfter,
    ...options,
  })
  return { certificateArn, certificateId }
}
