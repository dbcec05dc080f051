import mqtt, { type MqttClient } from 'mqtt'
import type { Target } from './target.ts'

export interface Identity {
  clientId: string
  certificatePem: string
  privateKeyPem: string
}

// mqtt.js hands it to node:tls, its types do not list it.
const trustAnyName = { checkServerIdentity: () => undefined }
const longestMs = 10_000

/** One attempt of a device to connect with mutual TLS; undefined when the server ends it without a CONNACK. */
export const connectDevice = async (
  { devices }: Target,
  identity: Identity,
  { checksName = true } = {},
): Promise<MqttClient | undefined> => {
  const { host, port, servername, ca } = devices
  const client = mqtt.connect({
    protocol: 'mqtts',
    host,
    port,
    ca,
    cert: identity.certificatePem,
    key: identity.privateKeyPem,
    clientId: identity.clientId,
    protocolVersion: 4,
    reconnectPeriod: 0,
    connectTimeout: longestMs,
    servername,
    ...(checksName ? {} : trustAnyName),
  })
  const isIn = await new Promise<boolean>((resolve) => {
    client.once('connect', () => resolve(true))
    client.once('close', () => resolve(false))
    client.on('error', () => {})
  })
  if (isIn) return client
  await client.endAsync(true)
  return undefined
}

/** Whether a publish with QoS 1 is acknowledged. */
export const publishes = async (client: MqttClient, topic: string): Promise<boolean> => {
  const closed = new Promise<boolean>((resolve) => client.once('close', () => resolve(false)))
  const acknowledged = client.publishAsync(topic, 'hello', { qos: 1 }).then(
    () => true,
    () => false,
  )
  return Promise.race([acknowledged, closed])
}
