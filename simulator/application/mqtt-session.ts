import type { TLSSocket } from 'node:tls'
import { type IClientOptions, MqttClient } from 'mqtt'

export interface DeviceSession {
  publish(topic: string, payload: string | Uint8Array, qos?: 0 | 1): Promise<void>
  subscribe(topic: string, qos?: 0 | 1): Promise<void>
  /** Called for every message that arrives. */
  onMessage(listener: (topic: string, payload: Buffer) => void): void
  /** DISCONNECT, then the socket is closed. */
  end(): Promise<void>
  /** Gone without a word, as when the power fails. */
  drop(): void
  /** Settles when the connection is over, whoever ended it. */
  closed: Promise<void>
}

export type MqttResult =
  | { ended: 'connected'; session: DeviceSession }
  | { ended: 'closed-after-connect' | 'mqtt-refused' | 'timed-out'; why: string }

export interface MqttAttempt {
  clientId: string
  keepaliveSeconds: number
  timeoutMs: number
  will?: IClientOptions['will']
}

/** CONNECT over a secured socket, once: a device that tries again is a new attempt. */
export function connectMqtt(socket: TLSSocket, attempt: MqttAttempt): Promise<MqttResult> {
  const { promise, resolve } = Promise.withResolvers<MqttResult>()
  const client = new MqttClient(() => socket, {
    clientId: attempt.clientId,
    protocolVersion: 4,
    clean: true,
    keepalive: attempt.keepaliveSeconds,
    reconnectPeriod: 0,
    connectTimeout: attempt.timeoutMs + 1_000,
    ...(attempt.will === undefined ? {} : { will: attempt.will }),
  })
  const closed = new Promise<void>((done) => client.once('close', () => done()))
  const end = (result: MqttResult): void => {
    clearTimeout(timer)
    resolve(result)
    if (result.ended !== 'connected') client.end(true)
  }
  const timer = setTimeout(
    () => end({ ended: 'timed-out', why: `no CONNACK in ${attempt.timeoutMs} ms` }),
    attempt.timeoutMs,
  )
  client.on('error', (error) => {
    // A number is the return code of CONNACK; everything else is the socket, whose end is told by `close`.
    const code = 'code' in error ? error.code : undefined
    if (typeof code === 'number') end({ ended: 'mqtt-refused', why: `CONNACK with return code ${code}` })
  })
  client.once('connect', () => end({ ended: 'connected', session: sessionOf(client, socket, closed) }))
  void closed.then(() => end({ ended: 'closed-after-connect', why: 'the server closed after CONNECT, before CONNACK' }))
  return promise
}

function sessionOf(client: MqttClient, socket: TLSSocket, closed: Promise<void>): DeviceSession {
  return {
    publish: async (topic, payload, qos = 1) => {
      await client.publishAsync(topic, typeof payload === 'string' ? payload : Buffer.from(payload), { qos })
    },
    subscribe: async (topic, qos = 1) => {
      await client.subscribeAsync(topic, { qos })
    },
    onMessage: (listener) => void client.on('message', listener),
    end: async () => {
      await client.endAsync()
      await closed
    },
    drop: () => socket.destroy(),
    closed,
  }
}
