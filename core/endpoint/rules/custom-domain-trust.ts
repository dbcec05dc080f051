import type { Rule } from '../rule.ts'

export const customDomainTrust: Rule = {
  id: 'custom-domain-trust',
  severity: 'info',
  evidence: 'documented',
  source: 'AWS developer guide, iot-custom-endpoints-configurable-custom',
  about: 'trustAnchors',
  holds: ({ domain, verifies }) => verifies && domain?.serverCertificateStatus !== undefined,
  says: ({ domain }) =>
    `${domain?.domainName} shows your own ACM certificate: the modem must hold the CA of that certificate, which need not be an Amazon root.`,
  fix: ({ domain }) => `mintmark probe ${domain?.domainName} shows the chain to compare with the security tag.`,
}
