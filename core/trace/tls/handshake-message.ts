import type { End } from './end.ts'

/** Handshake types (RFC 5246 section 7.4, RFC 8446 section 4). */
export const handshakeType = {
  clientHello: 1,
  serverHello: 2,
  newSessionTicket: 4,
  certificate: 11,
  certificateRequest: 13,
  finished: 20,
  hidden: 255,
} as const

const names: Record<number, string> = {
  0: 'HelloRequest',
  1: 'ClientHello',
  2: 'ServerHello',
  4: 'NewSessionTicket',
  8: 'EncryptedExtensions',
  11: 'Certificate',
  12: 'ServerKeyExchange',
  13: 'CertificateRequest',
  14: 'ServerHelloDone',
  15: 'CertificateVerify',
  16: 'ClientKeyExchange',
  20: 'Finished',
  22: 'CertificateStatus',
  // No type of the protocol: what TLS 1.3 hides.
  255: 'encrypted handshake',
  24: 'KeyUpdate',
}

export const handshakeName = (type: number): string => names[type] ?? `handshake ${type}`

/** A message as it is listed. */
export interface HandshakeMessage {
  readonly from: End
  readonly message: string
}

const listed = (from: End): HandshakeMessage[] =>
  Array.from({ length: 256 }, (_, type) => ({ from, message: handshakeName(type) }))
const all = { client: listed('client'), server: listed('server') }

/** The one object for a message of this type from this end: captures hold millions of them. */
export const handshakeMessage = (from: End, type: number): HandshakeMessage =>
  all[from][type] ?? { from, message: handshakeName(type) }
