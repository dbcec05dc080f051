import type { Outcome } from '../../core/endpoint/endpoint-check.ts'

export type Layer = 'dns' | 'tcp' | 'tls' | 'mqtt'

/** What a server showed in one TLS handshake. */
export interface TlsSeen {
  version: string
  cipher: string
  alpn: string | null
  /** From the server's own certificate up, as far as it was sent. */
  chain: { subject: string; issuer: string; names: string[]; validFrom: string; validTo: string; sha256: string }[]
  /** What OpenSSL says against the chain, with the trust anchors given; null when nothing. */
  chainProblem: string | null
  /** The certificate name that covers the host name; null when none does or no name was to be checked. */
  coveredBy: string | null
}

/** One way through the layers, with one server name. `ended` is where it ended; `connected` when CONNACK let it in. */
export interface ProbeAttempt {
  sni: string | null
  /** The name the modem would compare with the certificate; null: it would compare none. */
  checkedName: string | null
  ended: Layer | 'connected'
  outcome: Outcome
  /** Who ended it, where somebody did. */
  by: 'server' | 'device' | 'nobody'
  says: string
  /** The TLS alert with which the server refused. */
  alert: string | null
  ms: Partial<Record<Layer, number>>
  tls: TlsSeen | null
  connack: number | null
}

/** What a server speaks to a client without the modem's limits, asked only when the modem's own handshake failed. */
export interface Unlimited {
  version: string
  cipher: string
}

export interface ProbeReport {
  host: string
  port: number
  connectTo: string | null
  firmware: string
  /** Outcome for that firmware with that host name. */
  outcome: Outcome
  says: string
  addresses: string[]
  right: ProbeAttempt
  absent: ProbeAttempt
  wrong: ProbeAttempt
  unlimited: Unlimited | null
  /** What the three together mean, firmware by firmware. */
  meaning: string[]
}
