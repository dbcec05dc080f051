import type { Rule } from '../rule.ts'

export const alpnUnconfirmed: Rule = {
  id: 'alpn-unconfirmed',
  severity: 'warning',
  evidence: 'inferred',
  source: 'nrf_socket.h (no socket option for ALPN)',
  about: 'alpn',
  holds: ({ port, device }) => port === 443 && device.alpn === 'x-amzn-mqtt-ca',
  says: () => 'Port 443 needs ALPN x-amzn-mqtt-ca, and no document shows how an nRF91 socket sends it.',
  fix: () => 'Use port 8883, which needs none.',
}
