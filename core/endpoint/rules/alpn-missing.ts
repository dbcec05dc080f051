import type { Facts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** What else port 443 speaks by ALPN; a name it does not know ends the handshake with an alert (RFC 7301, 3.2). */
const others = ['x-amzn-http-ca', 'mqtt']

export const alpnMissing: Rule = {
  id: 'alpn-missing',
  severity: 'error',
  evidence: 'documented',
  source: 'AWS developer guide, protocols (MQTT with X.509 on 443 needs ALPN x-amzn-mqtt-ca)',
  about: 'alpn',
  endsAt: ({ device: { alpn } }) => (alpn === undefined || others.includes(alpn) ? 'connect' : 'tls-server'),
  holds: ({ port, device, domain }) => port === 443 && device.alpn !== 'x-amzn-mqtt-ca' && !isFixed(domain),
  says: ({ device }) =>
    `Port 443 ${device.alpn === undefined ? 'without ALPN' : `with ALPN "${device.alpn}"`} is not MQTT with a client certificate.`,
  fix: () =>
    'Use port 8883, or a domain configuration with application protocol SECURE_MQTT; nRF91 sockets document no ALPN.',
}

/** Protocol and authentication are both fixed for the host, so that nothing is left for ALPN to say (iot-custom-endpoints-auth). */
function isFixed(domain: Facts['domain']): boolean {
  if (domain?.applicationProtocol !== 'SECURE_MQTT') return false
  return domain.authenticationType === undefined || domain.authenticationType === 'AWS_X509'
}
