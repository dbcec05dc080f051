import {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CreateCertificateFromCsrCommand,
  CreatePolicyCommand,
  CreateThingCommand,
  UpdateCertificateCommand,
} from '@aws-sdk/client-iot'
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import type { IotCoreOptions } from '../../../../local/iot/create-iot-core.ts'
import type { LogRecord } from '../../../../local/iot/logs/v2-logs.ts'
import { ecKey, startControlPlane } from './control-plane.ts'
import { csrOf } from './csr.ts'

export const devicePolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'iot:Connect',
      Resource: 'arn:aws:iot:eu-west-1:123456789012:client/${iot:Connection.Thing.ThingName}',
      Condition: { Bool: { 'iot:Connection.Thing.IsAttached': 'true' } },
    },
    {
      Effect: 'Allow',
      Action: 'iot:Publish',
      Resource: 'arn:aws:iot:eu-west-1:123456789012:topic/dt/fleet/${iot:Connection.Thing.ThingName}/*',
    },
    {
      Effect: 'Allow',
      Action: 'iot:Subscribe',
      Resource: 'arn:aws:iot:eu-west-1:123456789012:topicfilter/cmd/fleet/${iot:Connection.Thing.ThingName}/*',
    },
    {
      Effect: 'Allow',
      Action: 'iot:Receive',
      Resource: 'arn:aws:iot:eu-west-1:123456789012:topic/cmd/fleet/${iot:Connection.Thing.ThingName}/*',
    },
  ],
}

// mqtt.js hands it to node:tls, its types do not list it.
const trustAnyName = { checkServerIdentity: () => undefined }

export interface Device {
  thingName: string
  key: string
  cert: string
  certificateId: string
  principal: string
}

/** An IoT Core with its broker running, things to mint devices with, and everything it logged and reported. */
export const startBroker = async (options: Partial<IotCoreOptions> = {}) => {
  const records: { record: LogRecord; logGroup: string }[] = []
  const plane = await startControlPlane({
    log: (record, logGroup) => records.push({ record, logGroup }),
    ...options,
  })
  const broker = await plane.core.startBroker({ host: '127.0.0.1' })
  const { client } = plane
  const policies = new Map<string, string>()
  const policyNamed = async (document: object): Promise<string> => {
    const policyDocument = JSON.stringify(document)
    const known = policies.get(policyDocument)
    if (known !== undefined) return known
    const policyName = `policy-${policies.size + 1}`
    policies.set(policyDocument, policyName)
    await client.send(new CreatePolicyCommand({ policyName, policyDocument }))
    return policyName
  }
  return {
    ...plane,
    ...broker,
    records,
    /** A device with key, certificate, thing and policy; ACTIVE, attached EXCLUSIVE_THING, by default. */
    device: async (
      thingName: string,
      own: {
        status?: 'ACTIVE' | 'INACTIVE' | 'REVOKED'
        type?: 'EXCLUSIVE_THING' | 'NON_EXCLUSIVE_THING'
        attachTo?: string
        policy?: object
      } = {},
    ): Promise<Device> => {
      const { privateKey } = ecKey()
      const csr = csrOf(privateKey, { commonName: thingName })
      const made = await client.send(new CreateCertificateFromCsrCommand({ certificateSigningRequest: csr }))
      const { certificatePem: cert = '', certificateId = '', certificateArn: principal = '' } = made
      const { status = 'ACTIVE', type = 'EXCLUSIVE_THING', policy = devicePolicy } = own
      if (status !== 'INACTIVE') await client.send(new UpdateCertificateCommand({ certificateId, newStatus: status }))
      await client.send(new CreateThingCommand({ thingName }))
      await client.send(new AttachThingPrincipalCommand({ thingName, principal, thingPrincipalType: type }))
      await client.send(new AttachPolicyCommand({ policyName: await policyNamed(policy), target: principal }))
      return { thingName, key: privateKey, cert, certificateId, principal }
    },
    /** mqtt.js options to connect as that device by the right host name on port 8883. */
    as: (device: Device, own: Partial<IClientOptions> & { servername?: string } = {}): IClientOptions => ({
      protocol: 'mqtts',
      host: '127.0.0.1',
      port: broker.mqttPorts['8883'],
      servername: broker.dataEndpoint,
      ca: broker.rootCaPem,
      key: device.key,
      cert: device.cert,
      clientId: device.thingName,
      protocolVersion: 4,
      reconnectPeriod: 0,
      ...trustAnyName,
      ...own,
    }),
  }
}

export type TestBroker = Awaited<ReturnType<typeof startBroker>>

const open: MqttClient[] = []
afterEach(async () => {
  for (const client of open.splice(0)) await client.endAsync(true)
})

/** How an attempt ended, as the device sees it. */
export type Outcome = 'connected' | 'closed without CONNACK' | `refused with CONNACK ${number}` | 'failed in TLS'

/** Connects with mqtt.js and tells what happened; a connection that came about stays open until the test ends. */
export const connect = async (options: IClientOptions): Promise<{ outcome: Outcome; client: MqttClient }> => {
  const client = mqtt.connect(options)
  open.push(client)
  let isSecure = false
  let refusal: Outcome | undefined
  client.stream.once('secureConnect', () => {
    isSecure = true
  })
  return new Promise((resolve) => {
    const end = (outcome: Outcome) => resolve({ outcome, client })
    client.once('connect', () => end('connected'))
    client.on('error', (error) => {
      if ('code' in error && typeof error.code === 'number') refusal = `refused with CONNACK ${error.code}`
    })
    client.once('close', () => end(refusal ?? (isSecure ? 'closed without CONNACK' : 'failed in TLS')))
  })
}

/** The next event of that name. */
export const next = <T = unknown[]>(client: MqttClient, event: 'close' | 'message'): Promise<T> =>
  new Promise((resolve) => client.once(event, (...args: unknown[]) => resolve(args as T)))
