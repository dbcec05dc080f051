import type { TLSSocket } from 'node:tls'
import { MqttClient } from 'mqtt'

export type MqttAnswer =
  | { answer: 'connack'; code: number; ms: number }
  | { answer: 'closed'; ms: number }
  | { answer: 'silent'; ms: number }

/** MQTT: CONNECT (3.1.1, clean session, no will) and what comes back; whatever that is, the connection is ended. */
export const sayConnect = (socket: TLSSocket, clientId: string, timeoutMs: number): Promise<MqttAnswer> => {
  const start = performance.now()
  const { promise, resolve } = Promise.withResolvers<MqttAnswer>()
  const client = new MqttClient(() => socket, {
    clientId,
    protocolVersion: 4,
    clean: true,
    keepalive: 60,
    reconnectPeriod: 0,
    connectTimeout: timeoutMs + 1000,
  })
  let over = false
  const end = (answer: MqttAnswer) => {
    // The first answer counts: ending the client makes it say `close` too.
    if (over) return
    over = true
    clearTimeout(timer)
    client.end(answer.answer !== 'connack', () => {
      socket.destroy()
      resolve(answer)
    })
  }
  const ms = () => Math.round(performance.now() - start)
  const timer = setTimeout(() => end({ answer: 'silent', ms: ms() }), timeoutMs)
  client.once('connect', () => end({ answer: 'connack', code: 0, ms: ms() }))
  client.on('error', (error) => {
    // A number is the return code of CONNACK; all else is the socket, whose end `close` tells.
    const code = 'code' in error ? error.code : undefined
    if (typeof code === 'number') end({ answer: 'connack', code, ms: ms() })
  })
  client.once('close', () => end({ answer: 'closed', ms: ms() }))
  return promise
}
