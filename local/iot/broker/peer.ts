import type { TLSSocket } from 'node:tls'

/** What the TLS layer knows of a connection. */
export interface Peer {
  /** The SNI host name; undefined when the client sent none. */
  serverName?: string
  /** DER of the certificate whose key the client proved to hold. */
  certificate?: Buffer
  protocol: string
  alpn?: string
  sourceIp: string
  sourcePort: number
  targetIp: string
  /** The emulated port. */
  targetPort: number
}

export const peerOf = (socket: TLSSocket, targetPort: number): Peer => {
  // Node's types leave out `servername`, which is false without SNI.
  const { servername } = socket as TLSSocket & { servername?: string | false }
  return {
    serverName: servername === false || servername === undefined ? undefined : servername,
    certificate: socket.getPeerX509Certificate()?.raw,
    protocol: socket.getProtocol() ?? 'unknown',
    alpn: typeof socket.alpnProtocol === 'string' ? socket.alpnProtocol : undefined,
    sourceIp: plainIp(socket.remoteAddress),
    sourcePort: socket.remotePort ?? 0,
    targetIp: plainIp(socket.localAddress),
    targetPort,
  }
}

const plainIp = (address: string | undefined): string => (address ?? '').replace(/^::ffff:/, '')
