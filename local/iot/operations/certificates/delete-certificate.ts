import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import { detachPolicy, policiesOf, thingsOf } from '../../registry/attachments.ts'
import { dropSessions, findCertificate } from '../../registry/certificates.ts'
import { onCertificate } from './on-certificate.ts'

interface Input {
  certificateId: string
  forceDelete?: boolean
}

/** Only a certificate that is not ACTIVE and bound to nothing goes; `forceDelete` waives the policies (reference 2.1). */
export const deleteCertificate = operation({
  authorizations: onCertificate('iot:DeleteCertificate'),
  act: ({ certificateId, forceDelete = false }: Input, iot) => {
    const row = findCertificate(iot, certificateId)
    const arn = iot.arn.certificate(certificateId)
    if (row.status === 'ACTIVE' || row.status === 'PENDING_TRANSFER')
      throw iotError(
        'CertificateStateException',
        `Certificate must be deactivated (not ${row.status}) before deletion. Id: ${certificateId}`,
      )
    if (thingsOf(iot, certificateId).length > 0)
      throw iotError('DeleteConflictException', `Things must be detached before deletion (arn: ${arn})`)
    const policies = policiesOf(iot, arn)
    if (policies.length > 0 && !forceDelete)
      throw iotError('DeleteConflictException', `Certificate policies must be detached before deletion (arn: ${arn})`)
    iot.tables.atomically(() => {
      for (const policyName of policies) detachPolicy(iot, policyName, arn)
      iot.tables.certificates.delete(certificateId)
      iot.tables.certificatesByAge.delete(row.place)
    })
    dropSessions(iot, certificateId)
    return {}
  },
})
