import type { Rule } from '../rule.ts'

export const tlsOff: Rule = {
  id: 'tls-off',
  severity: 'error',
  evidence: 'documented',
  source: 'AWS developer guide, transport-security (every connection uses TLS)',
  about: 'tls',
  endsAt: 'tls-server',
  holds: ({ device }) => device.tls === false,
  says: () => 'The application speaks MQTT without TLS; AWS IoT Core has no such port.',
  fix: () => 'Set CONFIG_MQTT_LIB_TLS=y.',
}
