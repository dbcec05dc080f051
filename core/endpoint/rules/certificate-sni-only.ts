import type { Rule } from '../rule.ts'

export const certificateSniOnly: Rule = {
  id: 'certificate-sni-only',
  severity: 'error',
  evidence: 'documented',
  source: 'AWS API reference, RegisterCertificateWithoutCA and certificateMode; developer guide, transport-security',
  about: 'certificateMode',
  endsAt: 'connect',
  holds: ({ certificateMode, sni, landing }) =>
    certificateMode === 'SNI_ONLY' && (sni === null || landing.server === 'fips') && landing.server !== 'nowhere',
  says: ({ host, firmware }) =>
    host.kind === 'none'
      ? 'The certificate is SNI_ONLY and host name NULL sends no SNI: AWS cannot tell whose device this is.'
      : host.kind === 'fips'
        ? 'The certificate is SNI_ONLY and the FIPS endpoint names no account: AWS cannot tell whose device this is.'
        : `The certificate is SNI_ONLY and ${firmware.firmware.text} sends no SNI: AWS cannot tell whose device this is.`,
  fix: ({ host, known }) =>
    host.kind === 'none' || host.kind === 'fips'
      ? `Set the TLS host name to ${known.expected}.`
      : 'Update the modem to mfw_nrf9160_1.2.1 or later, or use a DEFAULT-mode certificate (one that AWS issued, or under a CA registered with proof of possession).',
}
