import type { IotContext } from '../../context.ts'
import { storeCertificate } from '../../registry/certificates.ts'
import { issueDeviceCertificate } from '../../x509/issue-device-certificate.ts'

/** Signs, stores and names a certificate; INACTIVE unless asked otherwise (reference 1.2). */
export const issue = async (iot: IotContext, subject: Uint8Array, publicKey: Uint8Array, setAsActive = false) => {
  const authority = await iot.authority()
  const row = storeCertificate(iot, {
    ...issueDeviceCertificate(authority, subject, publicKey, iot.clock(), iot.random),
    status: setAsActive ? 'ACTIVE' : 'INACTIVE',
    certificateMode: iot.switches.issuedCertificateMode,
  })
  return {
    certificateArn: iot.arn.certificate(row.certificateId),
    certificateId: row.certificateId,
    certificatePem: row.certificatePem,
  }
}
