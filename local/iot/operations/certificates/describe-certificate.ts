import { operation } from '../../operation.ts'
import { findCertificate } from '../../registry/certificates.ts'
import { onCertificate } from './on-certificate.ts'

export const describeCertificate = operation({
  authorizations: onCertificate('iot:DescribeCertificate'),
  act: ({ certificateId }: { certificateId: string }, iot) => {
    const row = findCertificate(iot, certificateId)
    return {
      certificateDescription: {
        certificateArn: iot.arn.certificate(row.certificateId),
        certificateId: row.certificateId,
        caCertificateId: row.caCertificateId,
        status: row.status,
        certificatePem: row.certificatePem,
        ownedBy: iot.accountId,
        creationDate: new Date(row.createdAt),
        lastModifiedDate: new Date(row.modifiedAt),
        customerVersion: row.customerVersion,
        generationId: row.generationId,
        validity: { notBefore: new Date(row.notBefore), notAfter: new Date(row.notAfter) },
        certificateMode: row.certificateMode,
      },
    }
  },
})
