import type { TcpConnection } from '../tcp/tcp-connection.ts'
import type { End } from '../tls/end.ts'
import type { TlsFacts } from '../tls/tls-facts.ts'

/** How a connection ended, from the wire alone. */
export type Ending =
  | 'tcp-silent'
  | 'tcp-refused'
  | 'refused-by-device'
  | 'refused-by-server'
  | 'handshake-unfinished'
  /** The capture lacks the handshake, and no answer came later: what was answered before, nobody knows. */
  | 'began-earlier'
  /** The server closed after application data without having answered a byte. */
  | 'closed-unanswered'
  /** One short answer, then the server closed: what a CONNACK that refuses looks like from outside. */
  | 'closed-after-one-answer'
  /** The device closed right after the handshake: some TLS libraries judge the server only then. */
  | 'device-left'
  | 'device-gave-up'
  | 'waiting'
  | 'answered'
  | 'plain-accepted'
  | 'plain-refused'
  | 'plain-unanswered'

const soon = 2_000_000
/** A CONNACK fits in one sealed record of this size with any suite; a PUBLISH to a device rarely does. */
const shortRecord = 96

/** Who closed first: by a close_notify (encrypted after the handshake) or, without one, by FIN or RST. */
const closer = ({ close }: TcpConnection, tls: TlsFacts): End | undefined => {
  const goodbye = tls.alerts.find(({ alert }) => alert === null || alert === 'close_notify')
  if (goodbye === undefined || close === null) return goodbye?.from ?? close?.by
  return goodbye.time <= close.time ? goodbye.from : close.by
}

const handshakeEnding = (connection: TcpConnection, tls: TlsFacts): Ending => {
  const fatal = tls.alerts.find(({ level, alert }) => level === 'fatal' || (alert !== null && alert !== 'close_notify'))
  // Where bytes are missing a close proves nothing: what it answered may be among them.
  const by = fatal?.from ?? (tls.incomplete ? undefined : closer(connection, tls))
  if (by === undefined) return 'handshake-unfinished'
  return by === 'client' ? 'refused-by-device' : 'refused-by-server'
}

const dataEnding = (connection: TcpConnection, tls: TlsFacts): Ending => {
  const { close } = connection
  const { client, server } = tls.data
  const by = closer(connection, tls)
  if (server.first === null) {
    if (by === 'server') return 'closed-unanswered'
    if (by !== 'client') return 'waiting'
    return client.first === null ? 'device-left' : 'device-gave-up'
  }
  const one = !tls.inferred && server.records === 1 && server.bytes <= shortRecord && client.records <= 2
  const quick = close !== null && close.time - server.first < soon
  return one && quick && by === 'server' ? 'closed-after-one-answer' : 'answered'
}

/** Says how a connection ended. */
export const endingOf = (connection: TcpConnection): Ending => {
  const { carried, handshake } = connection
  if (carried === null) return handshake === 'refused' ? 'tcp-refused' : 'tcp-silent'
  if (carried.mqtt) {
    if (carried.mqtt.returnCode === null) return 'plain-unanswered'
    return carried.mqtt.returnCode === 0 ? 'plain-accepted' : 'plain-refused'
  }
  const { tls } = carried
  if (tls === null) return 'handshake-unfinished'
  if (tls.hello === null && tls.version === null) return tls.data.server.first === null ? 'began-earlier' : 'answered'
  if (tls.completed === null) return handshakeEnding(connection, tls)
  return dataEnding(connection, tls)
}

/** Endings that do not say that something went wrong. */
const open: readonly Ending[] = ['answered', 'plain-accepted', 'waiting', 'handshake-unfinished', 'began-earlier']

/** Endings that say "this did not work". */
export const failed = (ending: Ending): boolean => !open.includes(ending)
