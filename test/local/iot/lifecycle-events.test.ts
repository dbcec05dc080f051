import {
  CreateTopicRuleCommand,
  DeleteCertificateCommand,
  DetachThingPrincipalCommand,
  UpdateCertificateCommand,
} from '@aws-sdk/client-iot'
import type { IotCoreOptions } from '../../../local/iot/create-iot-core.ts'
import { connect, type Device, next, startBroker } from './support/broker.ts'

/** A broker whose lifecycle events go through a rule into a list. */
const start = async (options: Partial<IotCoreOptions> = {}, sql = "SELECT * FROM '$aws/events/#'") => {
  const events: Record<string, unknown>[] = []
  let heard = () => {}
  const broker = await startBroker({
    ...options,
    invoke: {
      sqsSend: async ({ body }) => {
        events.push(JSON.parse(body))
        heard()
      },
    },
  })
  const sqs = { queueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/events', roleArn: 'arn:aws:iam::1:role/r' }
  await broker.client.send(
    new CreateTopicRuleCommand({
      ruleName: 'events',
      topicRulePayload: { sql, actions: [{ sqs }], awsIotSqlVersion: '2016-03-23' },
    }),
  )
  return {
    ...broker,
    events,
    /** Resolves when there are that many events. */
    until: (count: number) =>
      new Promise<void>((resolve) => {
        heard = () => {
          if (events.length >= count) resolve()
        }
        heard()
      }),
  }
}
type Started = Awaited<ReturnType<typeof start>>
const openPolicy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iot:*', Resource: '*' }] }
const types = ({ events }: Started) => events.map(({ eventType }) => eventType)
const join = async (broker: Started, device: Device, own: object = {}) => (await connect(broker.as(device, own))).client

test('connected and disconnected have AWS’s fields and one version number, which grows by connection', async () => {
  const broker = await start()
  const device = await broker.device('fleet-1')
  await (await join(broker, device)).endAsync()
  await broker.until(2)
  broker.pass(1000)
  await join(broker, device)
  await broker.until(3)
  const [connected, disconnected, again] = broker.events
  const about = {
    clientId: 'fleet-1',
    thingName: 'fleet-1',
    timestamp: Date.parse('2026-11-22T10:00:00Z'),
    sessionIdentifier: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    principalIdentifier: device.certificateId,
    versionNumber: 0,
  }
  expect(connected).toEqual({ ...about, eventType: 'connected', ipAddress: '127.0.0.1' })
  expect(disconnected).toEqual({
    ...about,
    eventType: 'disconnected',
    clientInitiatedDisconnect: true,
    disconnectReason: 'CLIENT_INITIATED_DISCONNECT',
    sessionIdentifier: connected?.sessionIdentifier,
  })
  expect(again).toMatchObject({ versionNumber: 1, timestamp: Date.parse('2026-11-22T10:00:01Z') })
  expect(again?.sessionIdentifier).not.toBe(connected?.sessionIdentifier)
})

test('a plain attachment gives events without thingName', async () => {
  const broker = await start()
  await join(broker, await broker.device('fleet-1', { type: 'NON_EXCLUSIVE_THING' }))
  await broker.until(1)
  expect(broker.events[0]).not.toHaveProperty('thingName')
})

test('the version number starts again after an hour offline, not before, and not while connected', async () => {
  const broker = await start()
  const device = await broker.device('fleet-1')
  const versions: unknown[] = []
  for (const offline of [3_599_999, 3_600_000, 0]) {
    const client = await join(broker, device)
    broker.pass(5_000_000)
    await client.endAsync()
    await broker.until(versions.length * 2 + 2)
    versions.push(broker.events.at(-1)?.versionNumber)
    broker.pass(offline)
  }
  expect(versions).toEqual([0, 1, 0])
})

test.each<[string, string, (broker: Started, device: Device) => Promise<unknown>]>([
  ['a lost connection', 'CONNECTION_LOST', async (broker, device) => (await join(broker, device)).stream.destroy()],
  [
    'a newer connection of the same client ID',
    'DUPLICATE_CLIENTID',
    async (broker, device) => {
      await join(broker, device)
      await join(broker, device)
    },
  ],
  [
    'a denied publish',
    'AUTH_ERROR',
    async (broker, device) => (await join(broker, device)).publish('somewhere/else', 'x'),
  ],
  ['QoS 2', 'CLIENT_ERROR', async (broker, device) => (await join(broker, device)).publish('x', 'x', { qos: 2 })],
  [
    'a deactivated certificate',
    'SERVER_INITIATED_DISCONNECT',
    async (broker, device) => {
      await join(broker, device)
      const { certificateId } = device
      await broker.client.send(new UpdateCertificateCommand({ certificateId, newStatus: 'INACTIVE' }))
    },
  ],
])('%s is a disconnect with reason %s', async (_what, disconnectReason, act) => {
  const broker = await start({}, "SELECT * FROM '$aws/events/presence/disconnected/+'")
  await act(broker, await broker.device('fleet-1'))
  await broker.until(1)
  expect(broker.events[0]).toMatchObject({ disconnectReason, clientInitiatedDisconnect: false })
})

test('silence beyond one and a half keep-alives is a disconnect', async () => {
  const broker = await start(
    { switches: { keepAliveFloorSeconds: 1 } },
    "SELECT * FROM '$aws/events/presence/disconnected/+'",
  )
  await join(broker, await broker.device('fleet-1'), { keepalive: 1, timerVariant: { set: () => 0, clear: () => {} } })
  await broker.until(1)
  expect(broker.events[0]).toMatchObject({ disconnectReason: 'MQTT_KEEP_ALIVE_TIMEOUT' })
})

test('the newcomer of two with one client ID stays; the events tell both', async () => {
  const broker = await start()
  const device = await broker.device('fleet-1')
  const first = await join(broker, device)
  const closed = next(first, 'close')
  const second = await join(broker, device)
  await closed
  await broker.until(3)
  expect(second.connected).toBe(true)
  expect(broker.events.map(({ eventType, versionNumber }) => `${eventType} ${versionNumber}`).sort()).toEqual([
    'connected 0',
    'connected 1',
    'disconnected 0',
  ])
})

test('a refused CONNECT is an event only when authorization refused it', async () => {
  const broker = await start()
  const device = await broker.device('fleet-1')
  const inactive = await broker.device('fleet-2', { status: 'INACTIVE' })
  await connect(broker.as(inactive))
  await connect(broker.as(device, { clientId: 'fleet-2', servername: 'a1b2c3-ats.iot.eu-west-1.amazonaws.com' }))
  await connect(broker.as(device, { clientId: 'fleet-2' }))
  await broker.core.idle()
  expect(broker.events).toEqual([
    {
      clientId: 'fleet-2',
      thingName: 'fleet-1',
      timestamp: Date.parse('2026-11-22T10:00:00Z'),
      eventType: 'connect_failed',
      connectFailureReason: 'AUTHORIZATION_FAILED',
      principalIdentifier: device.certificateId,
      sessionIdentifier: expect.any(String),
      ipAddress: '127.0.0.1',
    },
  ])
})

test('subscriptions are events, too; client IDs with wildcards have none', async () => {
  const broker = await start()
  const client = await join(broker, await broker.device('fleet-1', { policy: openPolicy }))
  await client.subscribeAsync(['a', 'b/#'])
  await client.unsubscribeAsync('a')
  await join(broker, await broker.device('fleet-2', { policy: openPolicy }), { clientId: 'fleet+2' })
  await broker.until(3)
  expect(types(broker)).toEqual(['connected', 'subscribed', 'unsubscribed'])
  expect(broker.events[1]).toMatchObject({ topics: ['a', 'b/#'], thingName: 'fleet-1' })
  expect(broker.events[2]).toMatchObject({ topics: ['a'] })
})

test('events come twice, late and out of order on demand', async () => {
  const broker = await start({ random: (bytes) => Buffer.alloc(bytes, 1) })
  const devices = await Promise.all(['fleet-1', 'fleet-2', 'fleet-3'].map((name) => broker.device(name)))
  broker.core.events.duplicate()
  await join(broker, devices[0] as Device)
  await broker.until(2)
  expect(broker.events[0]).toEqual(broker.events[1])
  broker.core.events.hold()
  for (const device of devices.slice(1)) await join(broker, device)
  expect([broker.core.events.held(), broker.events.length]).toEqual([2, 2])
  broker.core.events.release({ shuffle: true })
  await broker.until(4)
  expect(broker.events.slice(2).map(({ clientId }) => clientId)).toEqual(['fleet-3', 'fleet-2'])
})

test('a slow deactivation leaves the session alone until its time; reactivation in between saves it', async () => {
  const broker = await start(
    { switches: { deactivationDelayMs: 60_000 } },
    "SELECT * FROM '$aws/events/presence/disconnected/+'",
  )
  const [first, second] = [await broker.device('fleet-1'), await broker.device('fleet-2')]
  const clients = [await join(broker, first), await join(broker, second)]
  const update = (certificateId: string, newStatus: 'ACTIVE' | 'INACTIVE') =>
    broker.client.send(new UpdateCertificateCommand({ certificateId, newStatus }))
  await update(first.certificateId, 'INACTIVE')
  await update(second.certificateId, 'INACTIVE')
  await update(second.certificateId, 'ACTIVE')
  broker.pass(59_999)
  expect(clients.map(({ connected }) => connected)).toEqual([true, true])
  broker.pass(1)
  await broker.until(1)
  expect(broker.events[0]).toMatchObject({ clientId: 'fleet-1' })
  expect(clients[1]?.connected).toBe(true)
})

test('a deleted certificate ends its sessions', async () => {
  const broker = await start(
    { switches: { deactivationDelayMs: 60_000 } },
    "SELECT * FROM '$aws/events/presence/disconnected/+'",
  )
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iot:Connect', Resource: '*' }] }
  const device = await broker.device('fleet-1', { policy })
  await join(broker, device)
  const { certificateId, thingName, principal } = device
  await broker.client.send(new DetachThingPrincipalCommand({ thingName, principal }))
  await broker.client.send(new UpdateCertificateCommand({ certificateId, newStatus: 'INACTIVE' }))
  await broker.client.send(new DeleteCertificateCommand({ certificateId, forceDelete: true }))
  await broker.until(1)
  expect(types(broker)).toEqual(['disconnected'])
})

test('stopping the broker tells nobody anything', async () => {
  const broker = await start()
  const client = await join(broker, await broker.device('fleet-1'))
  await broker.until(1)
  const closed = next(client, 'close')
  await broker.core.stop()
  await closed
  expect(types(broker)).toEqual(['connected'])
})
