import { hostRule, quoted } from '../host-rule.ts'

export const hostCredentials = hostRule('credentials', {
  id: 'host-credentials',
  evidence: 'inferred',
  source: 'AWS developer guide, protocols and authorizing-direct-aws (the credential provider speaks HTTPS only)',
  says: (facts) => `${quoted(facts)} is the endpoint of the credential provider. It speaks no MQTT.`,
})
