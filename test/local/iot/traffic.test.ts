import { connect as connectTls } from 'node:tls'
import type { MqttClient } from 'mqtt'
import { connect, next, startBroker, type TestBroker } from './support/broker.ts'

const arn = (resource: string) => `arn:aws:iot:eu-west-1:123456789012:${resource}`
const open = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'iot:*', Resource: '*' },
    {
      Effect: 'Deny',
      Action: ['iot:Publish', 'iot:Subscribe'],
      Resource: [arn('topic/no/*'), arn('topicfilter/no/*')],
    },
    { Effect: 'Deny', Action: 'iot:Receive', Resource: arn('topic/mute/*') },
    { Effect: 'Deny', Action: 'iot:RetainPublish', Resource: arn('topic/fresh/*') },
  ],
}

let broker: TestBroker
let count = 0
beforeAll(async () => {
  broker = await startBroker()
})
const join = async (own: object = {}, policy: object = open): Promise<MqttClient> => {
  count += 1
  const device = await broker.device(`t-${count}`, { policy })
  const { outcome, client } = await connect(broker.as(device, own))
  expect(outcome).toBe('connected')
  return client
}
/** Payloads that arrive until the text 'end' does. */
const received = (client: MqttClient): Promise<string[]> =>
  new Promise((resolve) => {
    const texts: string[] = []
    client.on('message', (_topic, payload) => {
      if (payload.toString() === 'end') resolve(texts)
      else texts.push(payload.toString())
    })
  })
const isClosed = async (client: MqttClient, act: () => void) => {
  const closed = next(client, 'close')
  act()
  await closed
  return client.connected
}

test('the device policy: publish below its own topic, subscribe and receive below its own', async () => {
  const device = await broker.device('fleet-7')
  const { client } = await connect(broker.as(device))
  const server = await join()
  const seen = received(server)
  await server.subscribeAsync('dt/fleet/fleet-7/#')
  await client.publishAsync('dt/fleet/fleet-7/temperature', '21', { qos: 1 })
  await client.publishAsync('dt/fleet/fleet-7/temperature', 'end')
  expect(await seen).toEqual(['21'])
  const commands = received(client)
  expect(await client.subscribeAsync('cmd/fleet/fleet-7/+')).toEqual([{ topic: 'cmd/fleet/fleet-7/+', qos: 0 }])
  await server.publishAsync('cmd/fleet/fleet-8/reboot', 'not mine')
  await server.publishAsync('cmd/fleet/fleet-7/reboot', 'now')
  await server.publishAsync('cmd/fleet/fleet-7/reboot', 'end')
  expect(await commands).toEqual(['now'])
  expect(await isClosed(client, () => client.publish('dt/fleet/fleet-8/temperature', '21'))).toBe(false)
})

test.each<[string, (client: MqttClient) => void]>([
  ['publishes where a policy denies it', (client) => client.publish('no/way', 'x')],
  ['publishes an AWS event', (client) => client.publish('$aws/events/presence/connected/t-1', '{}')],
  ['publishes below $SYS', (client) => client.publish('$SYS/x', '{}')],
  ['publishes with QoS 2', (client) => client.publish('a', 'x', { qos: 2 })],
  ['publishes more than 128 KB', (client) => client.publish('a', Buffer.alloc(128 * 1024 + 1))],
  ['publishes to 8 slashes', (client) => client.publish('a/b/c/d/e/f/g/h/i', 'x')],
  ['publishes to 257 bytes', (client) => client.publish('x'.repeat(257), 'x')],
  ['retains where RetainPublish is denied', (client) => client.publish('fresh/a', 'x', { retain: true })],
  ['subscribes with QoS 2', (client) => client.subscribe('a', { qos: 2 })],
  [
    'subscribes to 9 filters at once',
    (client) => client.subscribe(Array.from({ length: 9 }, (_, index) => `f/${index}`)),
  ],
])('a client that %s is disconnected', async (_what, act) => {
  const client = await join()
  expect(await isClosed(client, () => act(client))).toBe(false)
})

test('a filter that is not allowed gets SUBACK 128, the others of the same SUBSCRIBE are granted', async () => {
  const client = await join()
  const seen = received(client)
  const granted = await client.subscribeAsync(['no/way', 'yes/way']).catch((error: Error) => error.message)
  expect(granted).toContain('Unspecified error')
  const server = await join()
  await server.publishAsync('yes/way', 'end')
  expect(await seen).toEqual([])
})

test('a denied subscription disconnects by switch', async () => {
  const own = await startBroker({ switches: { subscribeDenied: 'disconnected' } })
  const device = await own.device('t-1', { policy: open })
  const { client } = await connect(own.as(device))
  expect(await isClosed(client, () => client.subscribe('no/way'))).toBe(false)
})

test('fifty subscriptions a connection, not one more', async () => {
  const client = await join()
  const filters = Array.from({ length: 50 }, (_, index) => `s/${index}`)
  for (let index = 0; index < 50; index += 8) await client.subscribeAsync(filters.slice(index, index + 8))
  expect(await isClosed(client, () => client.subscribe('s/50'))).toBe(false)
})

test('what a client may not receive is left out; a parent topic does not fit #', async () => {
  const client = await join()
  const seen = received(client)
  await client.subscribeAsync(['mute/a', 'loud/#'])
  const server = await join()
  for (const topic of ['mute/a', 'loud', 'loud/a']) await server.publishAsync(topic, topic)
  await server.publishAsync('loud/b', 'end')
  expect(await seen).toEqual(['loud/a'])
})

test('a retained message reaches a new subscriber of its very topic only', async () => {
  const server = await join()
  await server.publishAsync('kept/a', 'kept', { retain: true, qos: 1 })
  const exact = await join()
  const seen = received(exact)
  await exact.subscribeAsync('kept/a')
  const wild = await join()
  const wildSeen = received(wild)
  await wild.subscribeAsync('kept/#')
  await server.publishAsync('kept/a', 'end')
  expect([await seen, await wildSeen]).toEqual([['kept'], []])
})

test('a will is published when the connection is lost, not after DISCONNECT', async () => {
  const server = await join()
  const seen = received(server)
  await server.subscribeAsync('will/#')
  const will = (text: string) => ({ will: { topic: 'will/a', payload: Buffer.from(text), qos: 0, retain: false } })
  const polite = await join(will('polite'))
  await polite.endAsync()
  const lost = await join(will('lost'))
  lost.stream.destroy()
  await (await join(will('end'))).stream.destroy()
  expect(await seen).toEqual(['lost'])
})

test.each([
  ['a topic it may not publish to', { topic: 'no/way', retain: false }],
  ['an AWS event', { topic: '$aws/events/presence/connected/x', retain: false }],
  ['a retained message without RetainPublish', { topic: 'fresh/a', retain: true }],
])('a will with %s refuses the whole CONNECT', async (_what, will) => {
  count += 1
  const device = await broker.device(`t-${count}`, { policy: open })
  const { outcome } = await connect(broker.as(device, { will: { ...will, payload: Buffer.from('x'), qos: 0 } }))
  expect(outcome).toBe('closed without CONNACK')
})

test('a policy may forbid persistent sessions by iot:ConnectAttributes', async () => {
  const clean = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'iot:Connect',
        Resource: '*',
        Condition: { 'ForAllValues:StringEquals': { 'iot:ConnectAttributes': ['LastWill'] } },
      },
    ],
  }
  const device = await broker.device('t-clean', { policy: clean })
  expect((await connect(broker.as(device, { clean: false }))).outcome).toBe('closed without CONNACK')
  expect((await connect(broker.as(device))).outcome).toBe('connected')
})

test('a persistent session keeps its subscriptions and its messages', async () => {
  const device = await broker.device('t-kept', { policy: open })
  const first = await connect(broker.as(device, { clean: false }))
  await first.client.subscribeAsync('session/a', { qos: 1 })
  await first.client.endAsync()
  const server = await join()
  await server.publishAsync('session/a', 'while away', { qos: 1 })
  const { client } = await connect(broker.as(device, { clean: false }))
  const seen = received(client)
  await server.publishAsync('session/a', 'end', { qos: 1 })
  expect(await seen).toEqual(['while away'])
})

test('a non-exclusive thing counts only under its own name, an exclusive one under any', async () => {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'iot:Connect',
        Resource: arn('client/${iot:Connection.Thing.ThingName}*'),
        Condition: { Bool: { 'iot:Connection.Thing.IsAttached': 'true' } },
      },
    ],
  }
  const plain = await broker.device('plain', { policy, type: 'NON_EXCLUSIVE_THING' })
  const exclusive = await broker.device('exclusive', { policy })
  const outcomes = [
    [plain, 'plain'],
    [plain, 'plain:2'],
    [exclusive, 'exclusive:2'],
  ] as const
  const seen = []
  for (const [device, clientId] of outcomes) seen.push((await connect(broker.as(device, { clientId }))).outcome)
  expect(seen).toEqual(['connected', 'closed without CONNACK', 'connected'])
})

test('a policy with something unknown in it denies and is reported', async () => {
  broker.reports.length = 0
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'iot:Connect', Resource: arn('client/${iot:Wishful}') }],
  }
  const device = await broker.device('t-odd', { policy })
  expect((await connect(broker.as(device))).outcome).toBe('closed without CONNACK')
  expect(broker.reports).toEqual([expect.stringContaining('iot:Wishful')])
})

test('bytes that are no MQTT end the connection and harm nobody', async () => {
  const device = await broker.device('t-raw', { policy: open })
  const { key, cert } = device
  const socket = connectTls({
    host: '127.0.0.1',
    port: broker.mqttPorts['8883'],
    servername: broker.dataEndpoint,
    ca: broker.rootCaPem,
    key,
    cert,
  })
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.on('error', () => {})
  socket.write('GET / HTTP/1.1\r\n\r\n')
  await closed
  expect((await connect(broker.as(device))).outcome).toBe('connected')
})
