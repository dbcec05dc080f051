import type { ConnectResult } from './connect-result.ts'
import type { DeviceErrno } from './device-errno.ts'

export type ConnectLayer = 'dns' | 'tcp' | 'tls' | 'mqtt'

/** How one attempt to connect went, as seen from inside the device. */
export interface ConnectOutcome {
  /** The layer that it came to. */
  layer: ConnectLayer
  outcome: ConnectResult
  /** One clause: what happened. */
  why: string
  /** What the application gets, absent when connected. */
  errno?: DeviceErrno
  /** The line that the application logs, for instance `mqtt_connect, error: -111`. */
  log?: string
  /** The server name that was sent; null when none was. */
  sni: string | null
  tlsVersion?: string
  cipher?: string
  alpn?: string
  /** Whether a client certificate was offered. */
  clientCertificate: boolean
}
