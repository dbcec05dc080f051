import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import { findCaCertificate, onCaCertificate } from './ca-certificate.ts'

export const deleteCACertificate = operation({
  authorizations: onCaCertificate('iot:DeleteCACertificate'),
  act: ({ certificateId }: { certificateId: string }, iot) => {
    if (findCaCertificate(iot, certificateId).status === 'ACTIVE')
      throw iotError('CertificateStateException', `CA certificate ${certificateId} must be INACTIVE before deletion`)
    iot.tables.caCertificates.delete(certificateId)
    return {}
  },
})
