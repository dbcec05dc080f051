import { X509Certificate } from 'node:crypto'
import type { IotContext } from '../../context.ts'
import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import { uuid } from '../../uuid.ts'
import { toPem } from '../../x509/pem.ts'
import { readForeign } from '../certificates/register.ts'
import { registrationCode } from './get-registration-code.ts'

interface Input {
  caCertificate: string
  verificationCertificate?: string
  setAsActive?: boolean
  certificateMode?: 'DEFAULT' | 'SNI_ONLY'
}

/** DEFAULT mode asks for a certificate of the CA whose CN is the account's registration code; SNI_ONLY takes none (reference 1.4). */
export const registerCACertificate = operation({
  unsupported: ['allowAutoRegistration', 'registrationConfig', 'tags'],
  act: ({ caCertificate, verificationCertificate, certificateMode = 'DEFAULT', setAsActive = false }: Input, iot) => {
    const facts = readForeign(caCertificate)
    const { certificateId } = facts
    const certificateArn = iot.arn.caCertificate(certificateId)
    if (iot.tables.caCertificates.get(certificateId) !== undefined)
      throw iotError('ResourceAlreadyExistsException', 'The CA certificate is already registered', {
        resourceId: certificateId,
        resourceArn: certificateArn,
      })
    if (certificateMode === 'DEFAULT') checkVerification(iot, facts.bytes, verificationCertificate)
    else if (verificationCertificate !== undefined)
      throw iotError('InvalidRequestException', 'A CA certificate in mode SNI_ONLY takes no verificationCertificate')
    iot.tables.caCertificates.put(certificateId, {
      certificateId,
      certificatePem: toPem('CERTIFICATE', facts.bytes),
      status: setAsActive ? 'ACTIVE' : 'INACTIVE',
      certificateMode,
      createdAt: iot.clock(),
      modifiedAt: iot.clock(),
      customerVersion: 1,
      generationId: uuid(iot.random),
      notBefore: facts.notBefore,
      notAfter: facts.notAfter,
    })
    return { certificateArn, certificateId }
  },
})

const checkVerification = (iot: IotContext, ca: Buffer, pem: string | undefined): void => {
  if (pem === undefined)
    throw iotError('InvalidRequestException', 'A CA certificate in mode DEFAULT needs a verificationCertificate')
  const issuer = new X509Certificate(ca)
  const facts = readForeign(pem)
  const commonName = facts.subject.find(({ attribute }) => attribute === 'CommonName')?.value
  if (commonName !== registrationCode(iot))
    throw iotError(
      'RegistrationCodeValidationException',
      `The verification certificate's CN is "${commonName}", not the registration code`,
    )
  if (!new X509Certificate(facts.bytes).verify(issuer.publicKey))
    throw iotError('CertificateValidationException', 'The CA did not sign the verification certificate')
}
