import type { Outcome } from './endpoint-check.ts'

/** The layers of one connection, in the order they are passed. */
export const layers = ['dns', 'tcp', 'tls-device', 'tls-server', 'connect'] as const
export type Layer = (typeof layers)[number]

/** What the user is told when a connection ends at a layer. */
export const outcomeAt: Readonly<Record<Layer, Outcome>> = {
  dns: 'dns-fails',
  tcp: 'tcp-fails',
  'tls-device': 'tls-refused-by-device',
  'tls-server': 'tls-refused-by-server',
  connect: 'closed-after-connect',
}
