import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { CreateDomainConfigurationCommand, IoTClient } from '@aws-sdk/client-iot'
import { PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { connect, type IClientOptions, type MqttClient } from 'mqtt'
import { makeStationKey } from '../../../bench/keys/make-station-key.ts'
import { setUpLocalStations } from '../../../cli/station/set-up-local-stations.ts'
import { type MintAnswer, type MintRequest, mintAnswer } from '../../../core/api/credentials.ts'
import { deviceKey } from '../../../lambdas/adapters/registry/table.ts'
import type { User } from '../../../local/iam/identities.ts'
import { startStoryCloud } from '../local-cloud.ts'
import { imeiOf, proofOf } from '../unit.ts'

const place = 'eu-west-1:123456789012'
const events = 'mintmark-dev-first-connect'

export interface Unit extends MintAnswer {
  privateKeyPem: string
}

/** One local cloud that all stories share, with an order that never ends, and the words that they are told in. */
export const startProofWorld = async () => {
  /** How far the cloud's clock is set back, for what only a sweep finds: nobody waits two hours here. */
  let setBackMs = 0
  let heldAt: number | undefined
  const story = await startStoryCloud({ maxWorkers: 40, clock: () => heldAt ?? Date.now() - setBackMs })
  const { cloud, ops, station, said } = story
  await setUpLocalStations(cloud, new Date())
  const settings = { endpoint: cloud.ready.awsEndpointUrl, region: cloud.ready.region, credentials: cloud.ready }
  const iot = new IoTClient(settings)
  const sqs = new SQSClient(settings)
  const rows = DynamoDBDocumentClient.from(new DynamoDBClient(settings))
  await iot.send(new CreateDomainConfigurationCommand({ domainConfigurationName: 'another-domain' }))

  const ask = async (user: User, method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const { status, json } = await story.ask(user, method, path, body === undefined ? {} : { body })
    if (status >= 400) throw new Error(`${method} ${path} answered ${status} ${json.code ?? json.message}`)
    return json
  }
  const profile = await story.profile({ keySources: ['station', 'cloud'] })
  const open = async (more: object = {}): Promise<string> =>
    String((await ask(ops, 'POST', '/orders', { profile, quantity: 1000, stations: [station.arn], ...more })).orderId)
  const orderId = await open()
  let units = 0

  const world = {
    ...{ story, cloud, ops, station, ask, iot, rows, open, orderId },
    registry: 'mintmark-dev-registry',
    newImei: () => imeiOf(++units),
    unitPath: (imei: string) => `/orders/${orderId}/devices/${imei}`,
    /** A request with a fresh key of a station, and the key. */
    async newKey(serial?: string): Promise<{ request: MintRequest; privateKeyPem: string }> {
      const { csrPem: csr, privateKeyPem } = await makeStationKey('sec1', 'proof')
      const common = { firmware: 'mfw_nrf9160_1.3.7', agentVersion: '0.1.0' }
      return { request: { keySource: 'station', csr, ...common, ...(serial && { serial }) }, privateKeyPem }
    },
    async mint(imei: string = world.newImei(), serial?: string): Promise<Unit> {
      const { request, privateKeyPem } = await world.newKey(serial)
      const answer = await ask(station, 'POST', `${world.unitPath(imei)}/credentials`, request)
      return { ...mintAnswer.parse(answer), privateKeyPem }
    },
    confirm: (unit: Unit): Promise<Record<string, unknown>> =>
      ask(
        station,
        'POST',
        `${world.unitPath(unit.imei)}/credentials/${unit.certificateId}/confirmation`,
        proofOf(unit),
      ),
    /** A unit that the modem was shown to hold. */
    async confirmed(serial?: string): Promise<Unit> {
      const unit = await world.mint(world.newImei(), serial)
      await world.confirm(unit)
      return unit
    },
    device: (imei: string) => ask(ops, 'GET', `/devices/${imei}`),
    send: (queue: string, body: string): void => void cloud.queues.send(`arn:aws:sqs:${place}:${queue}`, body),
    /** Deletes what is in a queue, also what is hidden there. */
    async empty(queue: string): Promise<void> {
      await sqs.send(new PurgeQueueCommand({ QueueUrl: `${settings.endpoint}/123456789012/${queue}` }))
    },
    /** Queues an event for the registry as a topic rule does, and waits until it was worked on. Throws when that was refused. */
    async queue(body: unknown): Promise<void> {
      const before = said.length
      world.send(events, JSON.stringify(body))
      let isDone = false
      const refused = async () => {
        while (!said.slice(before).some((line) => line.includes('not authorized to perform'))) {
          if (isDone) return
          await new Promise((resolve) => setTimeout(resolve, 5))
        }
        // It would come back for a minute and a half, and nothing would be idle before.
        await world.empty(events)
        throw new Error('the event was refused')
      }
      await Promise.race([cloud.idle(), refused()]).finally(() => {
        isDone = true
      })
    },
    presence: (unit: Pick<Unit, 'thingName' | 'certificateId'>) => ({
      eventType: 'connected',
      clientId: unit.thingName,
      topicClientId: unit.thingName,
      principalIdentifier: unit.certificateId,
      timestamp: Date.now(),
    }),
    /** Connects over mutual TLS; undefined when AWS IoT closed the connection. */
    async dial(unit: Unit, clientId = unit.thingName): Promise<MqttClient | undefined> {
      const options: IClientOptions & { servername: string } = {
        ...{ protocol: 'mqtts', host: cloud.ready.mqttHost, port: cloud.ready.mqttPorts['8883'] ?? 0 },
        ...{ servername: cloud.ready.dataEndpoint, ca: unit.rootCaPem, cert: unit.certificatePem },
        ...{ key: unit.privateKeyPem, clientId, reconnectPeriod: 0, connectTimeout: 5_000 },
      }
      const client = connect(options)
      client.on('error', () => undefined)
      const isIn = await new Promise<boolean>((resolve) => {
        client.once('connect', () => resolve(true))
        client.once('close', () => resolve(false))
      })
      await cloud.idle()
      if (isIn) return client
      client.end(true)
      return undefined
    },
    /** The row of a device as if its connect had never been told. */
    forget: (imei: string) =>
      rows.send(
        new UpdateCommand({
          TableName: 'mintmark-dev-registry',
          Key: deviceKey(imei),
          UpdateExpression: 'SET #state = :confirmed REMOVE registeredAt, lastSeenAt',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':confirmed': 'confirmed' },
        }),
      ),
    /** A certificate that was made so long ago. */
    async agedCertificate(certificateSigningRequest: string, ageMs: number) {
      const call = { operation: 'CreateCertificateFromCsr', input: { certificateSigningRequest } }
      const accountId = '123456789012'
      const arn = `arn:aws:iam::${accountId}:root`
      // Past the door, which would refuse a signature of the present.
      setBackMs = ageMs
      const made = cloud.iot.controlPlane.handle(call, { kind: 'root', arn, accountId, accessKeyId: '', userId: '' })
      const { body } = await made.finally(() => {
        setBackMs = 0
      })
      return body as { certificateId: string; certificateArn: string }
    },
    /** Does something in one moment of the cloud's clock, so that no period of a metric ends in the middle of it. */
    async atOnce<T>(act: () => Promise<T>): Promise<T> {
      heldAt = Date.now()
      return act().finally(() => {
        heldAt = undefined
      })
    },
    /** Does something as if so many milliseconds had passed. */
    async later<T>(ms: number, act: () => Promise<T>): Promise<T> {
      setBackMs = -ms
      return act().finally(() => {
        setBackMs = 0
      })
    },
    /** Invokes a function as its schedule does; throws what it throws. */
    async invoke(folder: string): Promise<unknown> {
      const result = await cloud.functions.invoke(`mintmark-dev-${folder}`, { source: 'aws.events', detail: {} })
      if ('error' in result) throw new Error(`${result.error.errorType}: ${result.error.errorMessage}`)
      return JSON.parse(result.payload)
    },
    /** Lets a function start cold, so that what it remembers is asked for again. */
    chill: (folder: string) => cloud.functions.retire(`mintmark-dev-${folder}`),
    said,
    stop: () => story.stop(),
  }
  return world
}

export type ProofWorld = Awaited<ReturnType<typeof startProofWorld>>
