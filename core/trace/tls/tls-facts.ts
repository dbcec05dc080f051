import type { CertificateFacts } from './certificate.ts'
import type { ClientHello } from './client-hello.ts'
import type { End } from './end.ts'
import type { HandshakeMessage } from './handshake-message.ts'

/** What became of a certificate: TLS 1.3 encrypts both, a resumed session sends none. */
export type CertificateSeen =
  | { seen: 'sent'; certificate: CertificateFacts }
  /** The client answered the request with an empty list: its security tag holds no certificate or no key. */
  | { seen: 'none-sent' }
  | { seen: 'not-requested' | 'encrypted' | 'resumed' | 'missing' }

/** One TLS session as the wire showed it. Times are microseconds since 1970. */
export interface TlsFacts {
  /** Null when the capture has no ClientHello (it began later, or lost it). */
  hello: ClientHello | null
  version: string | null
  cipher: string | null
  alpn: string | null
  /** The server handed out a session ticket (TLS 1.2, RFC 5077). */
  ticketIssued: boolean
  /** An earlier session was taken up again: no certificate passed. */
  resumed: boolean
  serverCertificate: CertificateSeen
  clientCertificate: CertificateSeen
  messages: HandshakeMessage[]
  /** In clear by name; encrypted ones (after the handshake usually close_notify) without. */
  alerts: { from: End; level: 'warning' | 'fatal' | null; alert: string | null; time: number }[]
  began: number
  /** Null until both ends were through. In TLS 1.3 inferred from the client's first encrypted record. */
  completed: number | null
  /** Application data behind the handshake; `inferred` in TLS 1.3, where the records of both look alike. */
  data: Record<End, { bytes: number; records: number; first: number | null; last: number | null }>
  inferred: boolean
  /** The capture lacks bytes of this session. */
  incomplete: boolean
}
