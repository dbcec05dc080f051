import type { TLSSocket } from 'node:tls'
import { Aedes, type AedesOptions, type Client } from 'aedes'
import type { IotContext } from '../context.ts'
import type { Message } from '../message.ts'
import { createAccess } from './access.ts'
import { createAdmit } from './admit.ts'
import { wants } from './aedes-client.ts'
import { effectiveKeepAlive } from './connect-request.ts'
import type { ConnectionLog } from './connection-log.ts'
import { createLiveClient, type LiveClient } from './live-client.ts'
import type { Peer } from './peer.ts'
import { createTraffic, type Ruling } from './traffic.ts'

export interface MqttBroker {
  /** Takes over a connection whose TLS handshake is done. */
  accept(socket: TLSSocket, peer: Peer): void
  /** Hands a message to the subscribers. */
  forward(message: Message): void
  close(): Promise<void>
}

/** The MQTT 3.1.1 side of the broker: aedes carries the packets, the rules of AWS IoT take every decision. */
export const createMqttBroker = async (iot: IotContext, log: ConnectionLog): Promise<MqttBroker> => {
  const access = createAccess(iot)
  const admit = createAdmit(iot, access, log)
  const traffic = createTraffic(iot, access, log)
  const peers = new WeakMap<object, Peer>()
  const live = new WeakMap<Client, LiveClient>()
  let isClosing = false
  const rule = (client: Client | null, judge: (one: LiveClient) => Ruling): Error | 'pass' | 'not-granted' => {
    const one = client === null ? undefined : live.get(client)
    if (one === undefined) return new Error('not an admitted client')
    const ruling = judge(one)
    if (typeof ruling === 'string') return ruling
    // A will is judged while its connection ends already, for another reason.
    if (client?.closed !== true) one.endsBecause(ruling.disconnect)
    return new Error(ruling.why)
  }
  const preConnect: AedesOptions['preConnect'] = (client, packet, done) => {
    const peer = peers.get(client.conn)
    if (peer === undefined) return done(new Error('a connection without TLS'), false)
    const { clientId, clean = true, keepalive = 0, will } = packet
    const effective = effectiveKeepAlive(keepalive, iot.switches.keepAliveFloorSeconds)
    const request = {
      level: packet.protocolVersion ?? 0,
      clientId,
      clean,
      keepalive: effective,
      will: will && { topic: will.topic, retain: will.retain ?? false, qos: will.qos ?? 0 },
    }
    const admitted = admit(peer, request)
    if (!admitted.ok) return refuse(client, admitted, done)
    packet.keepalive = effective
    const forgetSession = async (which: Client) => forget(which)
    live.set(client, createLiveClient({ iot, log, client, request, admitted, forgetSession }))
    iot.sessions.get(clientId)?.replace()
    done(null, true)
  }
  const aedes = await Aedes.createBroker({
    preConnect,
    authorizePublish: (client, packet, done) => {
      const { topic, qos, retain, payload } = packet
      const verdict = rule(client, ({ identity }) =>
        traffic.publish(identity, { topic, qos, retain, bytes: Buffer.byteLength(payload) }),
      )
      done(verdict === 'pass' ? null : asError(verdict))
    },
    authorizeSubscribe: (client, subscription, done) => {
      const verdict = rule(client, (one) => {
        if (one.hasTooManyFilters(subscription))
          return { disconnect: 'CLIENT_ERROR', why: 'more than 8 filters in one SUBSCRIBE' }
        const count = one.session()?.subscriptions().length ?? 0
        return traffic.subscribe(one.identity, subscription.topic, subscription.qos, count)
      })
      if (verdict === 'pass') done(null, subscription)
      else if (verdict === 'not-granted') done(null, null)
      else done(verdict)
    },
    authorizeForward: (client, packet) => {
      const identity = live.get(client)?.identity
      if (identity === undefined || !wants(client, packet.topic, packet.retain)) return null
      return traffic.receive(identity, packet.topic) ? packet : null
    },
    published: (packet, client, done) => {
      const identity = client === null ? undefined : live.get(client)?.identity
      if (identity !== undefined && !isClosing)
        iot.bus.published({
          topic: packet.topic,
          payload: Buffer.from(packet.payload),
          qos: packet.qos === 1 ? 1 : 0,
          retain: packet.retain,
          clientId: identity.clientId,
          principalId: identity.certificate.certificateId,
        })
      done(null)
    },
  })
  const forget = async (client: Client) => {
    const { persistence } = aedes as unknown as {
      persistence: { cleanSubscriptions(client: Client): Promise<unknown> }
    }
    await persistence.cleanSubscriptions(client)
  }
  aedes.on('client', (client) => live.get(client)?.begin())
  aedes.on('clientDisconnect', (client) => live.get(client)?.end())
  aedes.on('keepaliveTimeout', (client) => live.get(client)?.endsBecause('MQTT_KEEP_ALIVE_TIMEOUT'))
  // Errors of the socket carry a code; those without are breaches of the protocol.
  aedes.on('clientError', (client, error) => {
    if (!('code' in error)) live.get(client)?.endsBecause('CLIENT_ERROR')
  })
  aedes.on('subscribe', (subscriptions, client) => {
    const session = live.get(client)?.session()
    const granted = subscriptions.filter(({ qos }) => qos < 128).map(({ topic }) => topic)
    if (session !== undefined && granted.length > 0) iot.events.subscribed(session, granted)
  })
  aedes.on('unsubscribe', (topics, client) => {
    const session = live.get(client)?.session()
    if (session !== undefined && !client.closed) iot.events.unsubscribed(session, topics)
  })
  return {
    accept: (socket, peer) => {
      peers.set(socket, peer)
      aedes.handle(socket)
    },
    forward: ({ topic, payload, qos, retain }) =>
      aedes.publish({ cmd: 'publish', topic, payload, qos, retain, dup: false }, () => {}),
    close: () => {
      // The end of the local cloud is nothing that AWS would tell: no wills, no lifecycle events.
      isClosing = true
      aedes.removeAllListeners('clientDisconnect')
      return new Promise((resolve) => aedes.close(() => resolve()))
    },
  }
}

const asError = (verdict: Error | string): Error => (verdict instanceof Error ? verdict : new Error(verdict))

/**
 * Ends a connection that is not admitted: without a word, or after the CONNACK that a switch asks for. The TLS connection is
 * closed in order, for clients tell a closed connection from a broken one.
 */
const refuse = (
  client: Client,
  { why, connack }: { why: string; connack?: number },
  done: (error: Error, successful: boolean) => void,
): void => {
  const last = connack === undefined ? Buffer.alloc(0) : Buffer.from([0x20, 0x02, 0x00, connack])
  client.conn.end(last, () => done(new Error(why), false))
}
