import { hostRule, quoted } from '../host-rule.ts'

export const hostDomainCertificate = hostRule('domain-certificate-invalid', {
  id: 'host-domain-certificate',
  evidence: 'documented',
  source: 'AWS developer guide, iot-custom-endpoints-configurable-custom; API reference, ServerCertificateSummary',
  says: (facts) =>
    `${quoted(facts)} is domain configuration ${facts.host.domain?.name}, whose server certificate AWS calls INVALID.`,
  fix: (facts) =>
    `Renew the certificate in ACM (aws iot describe-domain-configuration --domain-configuration-name ${facts.host.domain?.name} tells why), or set the TLS host name to ${facts.known.expected}.`,
})
