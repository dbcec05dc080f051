import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import { findCaCertificate, onCaCertificate } from './ca-certificate.ts'

interface Input {
  certificateId: string
  newStatus?: string
}

/** Deactivating a CA leaves the certificates it signed as they are (reference 1.4). */
export const updateCACertificate = operation({
  unsupported: ['newAutoRegistrationStatus', 'registrationConfig', 'removeAutoRegistration'],
  authorizations: onCaCertificate('iot:UpdateCACertificate'),
  act: ({ certificateId, newStatus }: Input, iot) => {
    const row = findCaCertificate(iot, certificateId)
    if (newStatus !== undefined && newStatus !== 'ACTIVE' && newStatus !== 'INACTIVE')
      throw iotError('InvalidRequestException', `newStatus "${newStatus}" is not ACTIVE or INACTIVE`)
    iot.tables.caCertificates.put(certificateId, {
      ...row,
      status: newStatus ?? row.status,
      modifiedAt: iot.clock(),
      customerVersion: row.customerVersion + 1,
    })
    return {}
  },
})
