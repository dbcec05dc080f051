import type { Carried } from './conversation.ts'

export interface Endpoint {
  address: string
  port: number
}

/** One TCP connection, told when it is over. Times are microseconds since 1970. `client` opened it. */
export interface TcpConnection {
  client: Endpoint
  server: Endpoint
  opened: number
  last: number
  /** SYNs the client sent; 0 when the capture began later. */
  syns: number
  /** `open` answered or already under way, `refused` a RST to the SYN, `silent` no answer at all. */
  handshake: 'open' | 'refused' | 'silent'
  /** The first FIN or RST; null when the capture ends (or the flow was let go) before one. */
  close: { by: 'client' | 'server'; how: 'FIN' | 'RST'; time: number } | null
  /** Null when nothing but the connection attempt is known. */
  carried: Carried | null
}
