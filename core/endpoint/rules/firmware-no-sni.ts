import type { Rule } from '../rule.ts'

export const firmwareNoSni: Rule = {
  id: 'firmware-no-sni',
  severity: 'warning',
  evidence: 'inferred',
  source: 'DevZone 85312; AWS developer guide, x509-client-certs (clients must send SNI), against transport-security',
  about: 'firmware',
  holds: ({ sendsSni, host, certificateMode, nameEnds }) =>
    !sendsSni && host.kind !== 'none' && certificateMode === 'DEFAULT' && nameEnds === undefined,
  says: ({ firmware }) =>
    `${firmware.firmware.text} sends no SNI: AWS finds the account by the certificate alone, which it does for DEFAULT-mode certificates and may stop doing.`,
  fix: () => 'Update the modem to mfw_nrf9160_1.2.1 or later, with the right host name set first.',
}
