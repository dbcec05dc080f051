import { policyInForce } from '../policy-in-force.ts'
import type { Rule } from '../rule.ts'

export const securityPolicyTls13: Rule = {
  id: 'security-policy-tls13',
  severity: 'error',
  evidence: 'documented',
  source: 'AWS developer guide, iot-endpoints-tls-config; nrf_socket.h (TLS 1.2 only)',
  about: 'account',
  endsAt: 'tls-server',
  holds: (facts) => policyInForce(facts)?.includes('TLS13_1_3_') === true,
  says: (facts) => `Security policy ${policyInForce(facts)} allows TLS 1.3 only; no nRF91 modem speaks TLS 1.3.`,
  fix: ({ domain }) =>
    `aws iot update-domain-configuration --domain-configuration-name ${domain?.name ?? 'iot:Data-ATS'} --tls-config securityPolicy=IoTSecurityPolicy_TLS13_1_2_2022_10`,
}
