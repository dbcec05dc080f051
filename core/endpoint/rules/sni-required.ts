import type { Rule } from '../rule.ts'

/** Holds only for those who ask what happens if AWS insists on SNI: the reference allows both (aws-iot-provisioning 4.2). */
export const sniRequired: Rule = {
  id: 'sni-required',
  severity: 'error',
  evidence: 'inferred',
  source: 'AWS developer guide, x509-client-certs (clients must send SNI), against transport-security',
  about: 'hostname',
  endsAt: 'connect',
  holds: ({ unsettled, sni, certificateMode, landing }) =>
    unsettled.absentSniWithDefaultCertificate === 'refused' &&
    sni === null &&
    certificateMode === 'DEFAULT' &&
    landing.own,
  says: ({ firmware, host }) =>
    `${host.kind === 'none' ? 'Host name NULL' : firmware.firmware.text} sends no SNI, and AWS is taken to insist on it.`,
  fix: ({ known }) => `Set the TLS host name to ${known.expected}, on modem firmware mfw_nrf9160_1.2.1 or later.`,
}
