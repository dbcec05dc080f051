import { operation } from '../../operation.ts'
import { findCaCertificate, onCaCertificate } from './ca-certificate.ts'

export const describeCACertificate = operation({
  authorizations: onCaCertificate('iot:DescribeCACertificate'),
  act: ({ certificateId }: { certificateId: string }, iot) => {
    const row = findCaCertificate(iot, certificateId)
    return {
      certificateDescription: {
        certificateArn: iot.arn.caCertificate(certificateId),
        certificateId,
        status: row.status,
        certificatePem: row.certificatePem,
        ownedBy: iot.accountId,
        creationDate: new Date(row.createdAt),
        autoRegistrationStatus: 'DISABLE',
        lastModifiedDate: new Date(row.modifiedAt),
        customerVersion: row.customerVersion,
        generationId: row.generationId,
        validity: { notBefore: new Date(row.notBefore), notAfter: new Date(row.notAfter) },
        certificateMode: row.certificateMode,
      },
    }
  },
})
