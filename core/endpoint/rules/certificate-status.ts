import type { Rule } from '../rule.ts'

export const certificateStatus: Rule = {
  id: 'certificate-status',
  severity: 'error',
  evidence: 'inferred',
  source: 'AWS developer guide, x509-client-certs (a certificate must be ACTIVE); the layer differs between sources',
  about: 'certificateStatus',
  endsAt: 'connect',
  holds: ({ device }) => device.certificateStatus !== undefined && device.certificateStatus !== 'ACTIVE',
  says: ({ device }) =>
    `The certificate is ${device.certificateStatus}: AWS lets TLS finish and closes at CONNECT, or refuses it within TLS.`,
  fix: ({ device }) =>
    device.certificateStatus === 'REVOKED'
      ? 'A revoked certificate stays revoked: mint a new credential for this device.'
      : 'aws iot update-certificate --new-status ACTIVE --certificate-id ID, once the credential is confirmed to be on the device.',
}
