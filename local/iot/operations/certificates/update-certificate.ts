import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import { findCertificate, updateStatus } from '../../registry/certificates.ts'
import type { CertificateStatus } from '../../tables.ts'
import { onCertificate } from './on-certificate.ts'

interface Input {
  certificateId: string
  newStatus: string
}

const settable = ['ACTIVE', 'INACTIVE', 'REVOKED']

/** Idempotent; never to a pending state; REVOKED stays unless a switch says otherwise (reference 2.1). */
export const updateCertificate = operation({
  authorizations: onCertificate('iot:UpdateCertificate'),
  act: ({ certificateId, newStatus }: Input, iot) => {
    const row = findCertificate(iot, certificateId)
    if (!settable.includes(newStatus))
      throw iotError('InvalidRequestException', `newStatus "${newStatus}" is not one of ${settable.join(', ')}`)
    if (row.status === 'REVOKED' && newStatus !== 'REVOKED' && iot.switches.revoked === 'final')
      throw iotError(
        'CertificateStateException',
        `Certificate ${certificateId} is REVOKED and cannot become ${newStatus}`,
      )
    updateStatus(iot, row, newStatus as CertificateStatus)
    return {}
  },
})
