import type { Rule } from '../rule.ts'

export const peerVerificationOff: Rule = {
  id: 'peer-verification-off',
  severity: 'warning',
  evidence: 'documented',
  source: 'nrf_socket.h, NRF_SO_SEC_PEER_VERIFY (0 none, 1 optional, 2 required)',
  about: 'peerVerify',
  holds: ({ verifies }) => !verifies,
  says: ({ device }) =>
    `Peer verification is ${device.peerVerify}: the device talks to any server, and a wrong host name stays hidden.`,
  fix: () => 'Set peer verification to 2 (required).',
}
