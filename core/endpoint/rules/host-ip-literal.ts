import { hostRule, quoted } from '../host-rule.ts'

const ipLiteral = hostRule('ip-literal', {
  id: 'host-ip-literal',
  evidence: 'inferred',
  source: 'RFC 6066 section 3 (SNI carries no addresses); the certificate of the endpoint names no address',
  says: (facts) =>
    `${quoted(facts)} is an IP address: it stands in no certificate of AWS IoT Core and cannot be sent as SNI.`,
})

export const hostIpLiteral = {
  ...ipLiteral,
  // The library put it there: that has a rule and a cure of its own.
  holds: (facts: Parameters<typeof ipLiteral.holds>[0]) =>
    ipLiteral.holds(facts) && facts.device.staticIp?.replacesHostname !== true,
}
