import { policyInForce } from '../policy-in-force.ts'
import type { Rule } from '../rule.ts'

const published = new Set([
  'TLS13_1_3_2022_10',
  'TLS13_1_2_2022_10',
  'TLS12_1_2_2022_10',
  'TLS12_1_0_2016_01',
  'TLS12_1_0_2015_01',
])

export const securityPolicyUnknown: Rule = {
  id: 'security-policy-unknown',
  severity: 'warning',
  evidence: 'inferred',
  source: 'AWS developer guide, transport-security (table of security policies)',
  about: 'account',
  holds: (facts) => {
    const policy = policyInForce(facts)
    if (policy === undefined || policy.includes('TLS13_1_3_')) return false
    return !published.has(policy.replace(/^IoTSecurityPolicy_/, ''))
  },
  says: (facts) =>
    `Security policy ${policyInForce(facts)} is not one we know; whether it allows TLS 1.2 is not checked.`,
  fix: () => 'Use IoTSecurityPolicy_TLS13_1_2_2022_10, the default, which allows TLS 1.2.',
}
