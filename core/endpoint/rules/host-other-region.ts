import { hostRule, quoted } from '../host-rule.ts'

export const hostOtherRegion = hostRule('other-region', {
  id: 'host-other-region',
  evidence: 'inferred',
  source: 'AWS developer guide, iot-connect-devices (endpoint and certificates belong to one account and Region)',
  says: (facts) =>
    `${quoted(facts)} is an endpoint in ${facts.host.iot?.region}; the account's is in ${facts.known.iot?.region}, and the certificate is registered only there.`,
})
