import { useRightHost } from '../host-rule.ts'
import type { Rule } from '../rule.ts'

export const hostNull: Rule = {
  id: 'host-null',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'Zephyr mqtt_transport_socket_tls.c (NULL sets no TLS_HOSTNAME); AWS: SNI is "strongly recommended", elsewhere "required"',
  about: 'hostname',
  holds: ({ host, nameEnds }) => host.kind === 'none' || (host.kind === 'empty' && nameEnds === undefined),
  says: () =>
    'With host name NULL the modem sends no SNI and checks no name: any server with an Amazon certificate is accepted, and AWS may stop routing such connections.',
  fix: useRightHost,
}
