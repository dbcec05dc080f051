import { hostRule, quoted } from '../host-rule.ts'

export const hostDomainDisabled = hostRule('domain-disabled', {
  id: 'host-domain-disabled',
  evidence: 'documented',
  source:
    'AWS developer guide, iot-custom-endpoints-managing (an authentication error); log reason DOMAIN_CONFIGURATION_DISABLED',
  says: (facts) =>
    `${quoted(facts)} is domain configuration ${facts.host.domain?.name}, which is ${facts.host.domain?.status}.`,
  fix: (facts) =>
    `aws iot update-domain-configuration --domain-configuration-name ${facts.host.domain?.name} --domain-configuration-status ENABLED, or set the TLS host name to ${facts.known.expected}.`,
})
