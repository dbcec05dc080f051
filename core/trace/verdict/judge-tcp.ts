import type { EndedConnection } from '../collected.ts'
import { hostPort } from '../ip/address-text.ts'
import type { Verdict } from './verdict.ts'

/** A connection that never came to be. */
export const judgeTcp = ({ ending, server, syns, dnsName }: EndedConnection): Verdict => {
  const where = `${hostPort(server.address, server.port)}${dnsName === null ? '' : ` (${dnsName})`}`
  if (ending === 'tcp-refused') {
    return {
      outcome: 'tcp-fails',
      cause: 'port-closed',
      evidence: 'measured',
      says: `${where} refused the connection (RST to the SYN): nothing listens on port ${server.port} there; AWS IoT listens on 8883, and on 443 with ALPN x-amzn-mqtt-ca.`,
    }
  }
  const tries = syns === 1 ? 'the SYN' : `${syns} SYNs`
  return {
    outcome: 'tcp-fails',
    cause: 'port-blocked',
    evidence: 'inferred',
    says: `${where} never answered ${tries}: the port is blocked on the way (APN or firewall), or the SIM has no data; AWS IoT also listens on 443 with ALPN x-amzn-mqtt-ca.`,
  }
}
