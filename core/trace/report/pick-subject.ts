import type { EndedConnection } from '../collected.ts'
import { failed } from '../verdict/ending.ts'
import type { VerdictContext } from '../verdict/verdict-context.ts'

const aws = /(^|\.)iot\..*amazonaws\.com(\.cn)?$|-ats\.iot\./i

const isCloud = ({ carried, server, dnsName }: EndedConnection, { account }: VerdictContext): boolean => {
  if (carried?.mqtt) return false
  const tls = carried?.tls ?? null
  const names = [
    tls?.hello?.sni,
    dnsName,
    ...(tls?.serverCertificate.seen === 'sent' ? tls.serverCertificate.certificate.names : []),
  ]
  const named = names.some((name) => name != null && (aws.test(name) || name.toLowerCase() === account?.expected))
  return named || server.port === 8883 || (tls?.hello?.alpn.some((protocol) => protocol.startsWith('x-amzn-')) ?? false)
}

/**
 * The connection a capture is about: towards the cloud, the last one that failed, else the last one.
 * Where nothing looks like the cloud, any TLS connection will do, then any at all.
 */
export const pickSubject = (
  connections: readonly EndedConnection[],
  context: VerdictContext,
): EndedConnection | null => {
  const cloud = connections.filter((connection) => isCloud(connection, context))
  const tls = connections.filter(({ carried }) => carried?.tls)
  const candidates = cloud.length > 0 ? cloud : tls.length > 0 ? tls : connections
  return candidates.findLast(({ ending }) => failed(ending)) ?? candidates.at(-1) ?? null
}
