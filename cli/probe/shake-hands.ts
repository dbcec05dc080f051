import type { Socket } from 'node:net'
import { type ConnectionOptions, connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls'
import { printable } from '../../core/trace/printable.ts'
import { matchingName } from '../../core/trace/tls/matching-name.ts'
import type { TlsSeen } from './probe-result.ts'

export interface Handshake {
  sni: string | null
  checkedName: string | null
  /** Trust anchors in PEM. */
  ca: readonly string[]
  /** OpenSSL names; the modem's. Left out: whatever this Node speaks. */
  ciphers?: string
  maxVersion: 'TLSv1.2' | 'TLSv1.3'
  alpn?: string
  certificate?: { cert: string; key: string }
  timeoutMs: number
}

export type ShakenHands =
  | { ok: true; socket: TLSSocket; seen: TlsSeen; ms: number }
  | { ok: false; by: 'server' | 'device' | 'nobody'; alert: string | null; says: string; ms: number }

const longestChain = 10

const chainOf = (leaf: DetailedPeerCertificate): TlsSeen['chain'] => {
  const chain: TlsSeen['chain'] = []
  const name = (parts: object) =>
    printable(
      Object.entries(parts)
        .map(([key, value]) => `${key}=${value}`)
        .join(', '),
    )
  for (let one = leaf; one?.raw && chain.length < longestChain; one = one.issuerCertificate) {
    const names = (one.subjectaltname ?? '')
      .split(', ')
      .filter((entry) => entry.startsWith('DNS:'))
      .map((entry) => printable(entry.slice(4)))
    chain.push({
      subject: name(one.subject),
      issuer: name(one.issuer),
      names: names.length > 0 || one.subject?.CN === undefined ? names : [printable(String(one.subject.CN))],
      validFrom: one.valid_from,
      validTo: one.valid_to,
      sha256: one.fingerprint256.replaceAll(':', '').toLowerCase(),
    })
    // A self-signed certificate is its own issuer here: the chain would not end.
    if (one.issuerCertificate === one) break
  }
  return chain
}

const seenOn = (socket: TLSSocket, { checkedName }: Handshake): TlsSeen => {
  const chain = chainOf(socket.getPeerCertificate(true))
  // Node declares an Error, and hands out its code as text.
  const problem = socket.authorizationError as unknown as string | undefined
  return {
    version: socket.getProtocol()?.replace('TLSv', 'TLS ') ?? 'unknown',
    cipher: socket.getCipher().name,
    alpn: socket.alpnProtocol === false ? null : (socket.alpnProtocol ?? null),
    chain,
    chainProblem: problem ?? null,
    coveredBy: checkedName === null ? null : matchingName(chain[0]?.names ?? [], checkedName),
  }
}

const refusal = (error: NodeJS.ErrnoException): { by: 'server' | 'device'; alert: string | null; says: string } => {
  const code = error.code ?? error.message
  const alert = /ALERT_(.+)$/.exec(code)?.[1]?.toLowerCase() ?? null
  if (alert !== null) return { by: 'server', alert, says: `the server refused with the alert ${alert}` }
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return { by: 'server', alert, says: 'the server closed during the handshake' }
  const foreign = /WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH/.test(code)
  return {
    by: 'device',
    alert,
    says: foreign ? 'what answers on that port speaks no TLS' : `the handshake failed here (${code})`,
  }
}

/** TLS: one handshake. The server's chain and names are reported, not judged: that is for whoever knows the firmware. */
export const shakeHands = (tcp: Socket, handshake: Handshake): Promise<ShakenHands> => {
  const { sni, alpn, certificate, ca, ciphers, maxVersion, timeoutMs } = handshake
  const start = performance.now()
  const { promise, resolve } = Promise.withResolvers<ShakenHands>()
  const options: ConnectionOptions = {
    socket: tcp,
    ca: [...ca],
    maxVersion,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    // OpenSSL's default level would refuse what a modem takes, for instance a short RSA key.
    ...(ciphers !== undefined && { ciphers: `${ciphers}:@SECLEVEL=0` }),
    ...(sni !== null && { servername: sni }),
    ...(alpn !== undefined && { ALPNProtocols: [alpn] }),
    ...certificate,
  }
  const end = (result: ShakenHands) => {
    clearTimeout(timer)
    if (!result.ok) tcp.destroy()
    resolve(result)
  }
  const ms = () => Math.round(performance.now() - start)
  const timer = setTimeout(
    () => end({ ok: false, by: 'nobody', alert: null, says: `no TLS answer in ${timeoutMs / 1000} s`, ms: ms() }),
    timeoutMs,
  )
  const socket = connect(options)
  socket.on('error', (error: NodeJS.ErrnoException) => end({ ok: false, ...refusal(error), ms: ms() }))
  socket.once('close', () =>
    end({ ok: false, by: 'server', alert: null, says: 'the server closed during the handshake', ms: ms() }),
  )
  socket.once('secureConnect', () => end({ ok: true, socket, seen: seenOn(socket, handshake), ms: ms() }))
  return promise
}
