import type { EndpointCheckInput } from '../../endpoint/endpoint-check.ts'
import type { EndedConnection } from '../collected.ts'
import type { VerdictContext } from './verdict-context.ts'

const awsPorts = [443, 8443, 8883]

/**
 * A captured connection as `mintmark check` takes it, for any firmware. A port that AWS does not have is left out: the wire
 * shows that something listened there, so it is a tunnel or the local cloud.
 */
export const checkedConnection = (
  { server, carried }: EndedConnection,
  { account, certificateMode }: VerdictContext,
): Omit<EndpointCheckInput, 'firmware' | 'hostname'> | null => {
  if (account === null) return null
  const alpn = carried?.tls?.hello?.alpn[0]
  return {
    account: account.account,
    ...(awsPorts.includes(server.port) && { port: server.port }),
    ...(alpn !== undefined && { alpn }),
    ...(certificateMode !== null && { certificateMode }),
  }
}
