import { quoted } from '../host-rule.ts'
import type { Rule } from '../rule.ts'

export const customDomainNeedsSni: Rule = {
  id: 'custom-domain-needs-sni',
  severity: 'error',
  evidence: 'documented',
  source: 'AWS developer guide, transport-security (custom domains need SNI)',
  about: 'hostname',
  endsAt: 'tls-device',
  holds: ({ host, nameEnds, sni, device, onCertificate }) =>
    (host.kind === 'domain' || host.kind === 'right') &&
    nameEnds !== undefined &&
    sni === null &&
    !onCertificate &&
    device.connectHost === undefined,
  says: (facts) =>
    `${quoted(facts)} is a custom domain. ${facts.firmware.firmware.text} sends no SNI, so the server shows the Region's certificate, which does not carry that name.`,
  fix: () =>
    'Update the modem to mfw_nrf9160_1.2.1 or later, or use the iot:Data-ATS endpoint with a DEFAULT-mode certificate.',
}
