import type { Rule } from '../rule.ts'

export const portHttps: Rule = {
  id: 'port-https',
  severity: 'error',
  evidence: 'inferred',
  source: 'AWS developer guide, protocols (8443 is HTTPS with client certificates)',
  about: 'port',
  endsAt: 'connect',
  holds: ({ port }) => port === 8443,
  says: () => 'Port 8443 is HTTPS: TLS succeeds, and an MQTT CONNECT is no HTTP request.',
  fix: () => 'Use port 8883.',
}
