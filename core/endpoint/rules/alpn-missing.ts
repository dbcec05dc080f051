import type { Rule } from '../rule.ts'

export const alpnMissing: Rule = {
  id: 'alpn-missing',
  severity: 'error',
  evidence: 'documented',
  source: 'AWS developer guide, protocols (MQTT with X.509 on 443 needs ALPN x-amzn-mqtt-ca)',
  about: 'alpn',
  endsAt: 'connect',
  holds: ({ port, device, domain }) =>
    port === 443 && device.alpn !== 'x-amzn-mqtt-ca' && domain?.applicationProtocol !== 'SECURE_MQTT',
  says: ({ device }) =>
    `Port 443 ${device.alpn === undefined ? 'without ALPN' : `with ALPN "${device.alpn}"`} is not MQTT with a client certificate.`,
  fix: () =>
    'Use port 8883, or a domain configuration with application protocol SECURE_MQTT; nRF91 sockets document no ALPN.',
}
