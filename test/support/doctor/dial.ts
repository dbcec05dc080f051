import { readFileSync } from 'node:fs'
import { connect, type IClientOptions } from 'mqtt'
import type { ReadyLocalCloud } from '../../../local/start.ts'

export interface Dialled {
  certificatePem: string
  privateKeyPem: string
  clientId: string
  /** The server name; the cloud's own unless given. */
  servername?: string
  will?: { topic: string; payload: string }
}

/** Connects as a device does, checking no name, and answers the session; undefined if it was closed. */
export const dial = async (
  ready: ReadyLocalCloud,
  { certificatePem, privateKeyPem, servername, will, clientId }: Dialled,
) => {
  // mqtt hands these two on to node:tls and names neither.
  const options: IClientOptions & { servername: string; checkServerIdentity: () => undefined } = {
    protocol: 'mqtts',
    host: ready.mqttHost,
    port: ready.mqttPorts['8883'] ?? 0,
    servername: servername ?? ready.dataEndpoint,
    ca: readFileSync(ready.rootCaPath),
    checkServerIdentity: () => undefined,
    cert: certificatePem,
    key: privateKeyPem,
    clientId,
    protocolVersion: 4,
    reconnectPeriod: 0,
    connectTimeout: 5_000,
    ...(will === undefined
      ? {}
      : { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 0, retain: false } }),
  }
  const client = connect(options)
  client.on('error', () => undefined)
  const isIn = await new Promise<boolean>((resolve) => {
    client.once('connect', () => resolve(true))
    client.once('close', () => resolve(false))
  })
  if (isIn) return client
  client.end(true)
  return undefined
}
