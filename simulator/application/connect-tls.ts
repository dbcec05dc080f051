import { isIP, connect as tcpConnect } from 'node:net'
import { checkServerIdentity, connect, type SecureContext, type TLSSocket } from 'node:tls'
import type { ModemBehaviour } from '../behaviour.ts'

export interface TlsAttempt {
  connectTo: { host: string; port: number }
  context: SecureContext
  /** The name the socket was given; null neither sends nor checks one. */
  hostname: string | null
  sni: string | null
  alpn?: string
  verifiesServerExpiry: boolean
  nameCheck: ModemBehaviour['nameCheck']
  timeoutMs: number
}

export type TlsResult =
  | { ended: 'secured'; socket: TLSSocket }
  | {
      ended: 'tcp-failed' | 'tls-refused-by-device' | 'tls-refused-by-server' | 'timed-out'
      why: string
      layer: 'tcp' | 'tls'
    }

/** TCP and the TLS handshake of a modem: server name only where given, then the server's chain and name checked by hand. */
export function connectTls(attempt: TlsAttempt): Promise<TlsResult> {
  const { promise, resolve } = Promise.withResolvers<TlsResult>()
  const { host, port } = attempt.connectTo
  const tcp = tcpConnect({ host, port })
  let layer: 'tcp' | 'tls' = 'tcp'
  const timer = setTimeout(
    () => end({ ended: 'timed-out', why: `no answer in ${attempt.timeoutMs} ms`, layer }),
    attempt.timeoutMs,
  )
  const end = (result: TlsResult): void => {
    clearTimeout(timer)
    if (result.ended !== 'secured') tcp.destroy()
    resolve(result)
  }
  tcp.once('error', (error: NodeJS.ErrnoException) => {
    if (layer === 'tcp') end({ ended: 'tcp-failed', why: `${host}:${port} cannot be reached (${error.code})`, layer })
  })
  tcp.once('connect', () => {
    layer = 'tls'
    const socket = connect({
      socket: tcp,
      secureContext: attempt.context,
      ...(attempt.sni === null ? {} : { servername: attempt.sni }),
      ...(attempt.alpn === undefined ? {} : { ALPNProtocols: [attempt.alpn] }),
      // Judged below: a modem may accept what Node would not, and the other way round.
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
    })
    socket.once('secureConnect', () => {
      const why = objection(socket, attempt)
      end(why === undefined ? { ended: 'secured', socket } : { ended: 'tls-refused-by-device', why, layer })
    })
    socket.once('error', (error: NodeJS.ErrnoException) => end({ ...classify(error), layer }))
    socket.once('close', () =>
      end({ ended: 'tls-refused-by-server', why: 'the server closed during the handshake', layer }),
    )
  })
  return promise
}

/** Why the device does not accept the server, or undefined. */
function objection(socket: TLSSocket, { hostname, verifiesServerExpiry, nameCheck }: TlsAttempt): string | undefined {
  // Node declares an Error, and hands out its code as text.
  const problem = socket.authorizationError as unknown as string | null
  const ignored = problem === 'CERT_HAS_EXPIRED' && !verifiesServerExpiry
  if (problem && !ignored) return `the server's certificate is not accepted by the stored root (${problem})`
  if (hostname === null) return undefined
  // Node ignores case and a final dot, as RFC 6125 has it.
  const isSpelledOtherwise = nameCheck === 'letter-for-letter' && hostname !== hostname.toLowerCase().replace(/\.$/, '')
  const isOther = isSpelledOtherwise || checkServerIdentity(hostname, socket.getPeerCertificate()) !== undefined
  return isOther ? `the server's certificate is not for ${hostname}` : undefined
}

function classify(error: NodeJS.ErrnoException): {
  ended: 'tls-refused-by-device' | 'tls-refused-by-server'
  why: string
} {
  const code = error.code ?? error.message
  if (code.includes('ALERT') || !code.startsWith('ERR_SSL')) {
    return { ended: 'tls-refused-by-server', why: `the server ended the handshake (${code})` }
  }
  return { ended: 'tls-refused-by-device', why: `the server's part of the handshake is not accepted (${code})` }
}

/** The server name that goes into the ClientHello. */
export function serverNameFor(
  hostname: string | null,
  { addressAsSni }: Pick<ModemBehaviour, 'addressAsSni'>,
): string | null {
  if (hostname === null) return null
  return addressAsSni === 'left-out' && isIP(hostname) !== 0 ? null : hostname
}
