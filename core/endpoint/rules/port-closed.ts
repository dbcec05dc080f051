import type { Rule } from '../rule.ts'

export const portClosed: Rule = {
  id: 'port-closed',
  severity: 'error',
  evidence: 'documented',
  source: 'AWS developer guide, protocols (8883, 443 and 8443)',
  about: 'port',
  endsAt: 'tcp',
  holds: ({ port }) => port !== 8883 && port !== 443 && port !== 8443,
  says: ({ port }) =>
    `AWS IoT Core does not listen on port ${port}${port === 1883 ? ': it has no MQTT without TLS' : ''}.`,
  fix: () => 'Use port 8883.',
}
