import {
  DeleteConnectionCommand,
  GetConnectionCommand,
  GetThingShadowCommand,
  IoTDataPlaneClient,
  ListSubscriptionsCommand,
  PublishCommand,
} from '@aws-sdk/client-iot-data-plane'
import { connect, next, startBroker, type TestBroker } from './support/broker.ts'
import { refusal } from './support/control-plane.ts'
import { serve } from './support/serve.ts'

const open = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iot:*', Resource: '*' }] }
let broker: TestBroker
let server: Awaited<ReturnType<typeof serve>>
let client: IoTDataPlaneClient
beforeAll(async () => {
  broker = await startBroker({ switches: { quotas: 'on', quotaRates: { GetConnection: 1 } } })
  server = await serve(broker.core.dataPlane)
  client = new IoTDataPlaneClient({
    region: 'eu-west-1',
    endpoint: server.endpoint,
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
    maxAttempts: 1,
  })
})
afterAll(async () => {
  client.destroy()
  await server.close()
})
const join = async (name: string, own: object = {}) =>
  (await connect(broker.as(await broker.device(name, { policy: open }), own))).client

test('a published message reaches subscribers, whatever its topic has in it', async () => {
  const device = await join('d-1')
  await device.subscribeAsync('cmd/#')
  const message = next<[string, Buffer]>(device, 'message')
  await client.send(new PublishCommand({ topic: 'cmd/d 1/ä', payload: Buffer.from('now'), qos: 1 }))
  const [topic, payload] = await message
  expect([topic, payload.toString()]).toEqual(['cmd/d 1/ä', 'now'])
})

test('a topic in the path with plain slashes is understood; permissions name the topic', () => {
  const call = broker.core.dataPlane.route({
    method: 'POST',
    path: '/topics/cmd/d-1',
    query: new URLSearchParams('qos=1&retain=true'),
    headers: {},
    body: Buffer.from('x'),
  })
  expect(call).toMatchObject({ operation: 'Publish', input: { topic: 'cmd/d-1', qos: 1, retain: true } })
  const resource = 'arn:aws:iot:eu-west-1:123456789012:topic/cmd/d-1'
  expect(broker.core.dataPlane.authorizations(call)).toEqual([
    { action: 'iot:Publish', resource },
    { action: 'iot:RetainPublish', resource },
  ])
})

test.each([
  ['an AWS event topic', { topic: '$aws/events/presence/connected/d-1' }, 'ForbiddenException 403'],
  ['a wildcard', { topic: 'a/+' }, 'InvalidRequestException 400'],
  ['eight slashes', { topic: 'a/b/c/d/e/f/g/h/i' }, 'InvalidRequestException 400'],
  ['QoS 2', { topic: 'a', qos: 2 }, 'InvalidRequestException 400'],
  ['MQTT 5 properties', { topic: 'a', contentType: 'text/plain' }, 'InvalidRequestException 400'],
  ['129 KB', { topic: 'a', payload: Buffer.alloc(129 * 1024) }, 'RequestEntityTooLargeException 413'],
])('publishing with %s is refused', async (_what, input, expected) => {
  expect(await refusal(client.send(new PublishCommand(input)))).toBe(expected)
})

test('a connection is shown, ended through the API, and shown as ended for half an hour', async () => {
  const device = await join('d-2', { keepalive: 10 })
  const show = async (includeSocketInformation?: boolean) => {
    broker.pass(1000)
    return client.send(new GetConnectionCommand({ clientId: 'd-2', includeSocketInformation }))
  }
  expect(await show()).toMatchObject({
    connected: true,
    clientId: 'd-2',
    thingName: 'd-2',
    cleanSession: true,
    keepAliveDuration: 30,
    connectedSince: expect.any(Number),
  })
  expect(await show(true)).toMatchObject({ sourceIp: '127.0.0.1', targetPort: 8883 })
  const closed = next(device, 'close')
  await client.send(new DeleteConnectionCommand({ clientId: 'd-2' }))
  await closed
  expect(await show()).toMatchObject({ connected: false, disconnectReason: 'API_INITIATED_DISCONNECT' })
  broker.pass(30 * 60_000)
  expect(await refusal(show())).toBe('ResourceNotFoundException 404')
  expect(await refusal(client.send(new DeleteConnectionCommand({ clientId: 'd-2' })))).toBe(
    'ResourceNotFoundException 404',
  )
})

test('DeleteConnection sends the will unless told not to', async () => {
  const watcher = await join('d-3')
  await watcher.subscribeAsync('will/+')
  const message = next<[string]>(watcher, 'message')
  for (const [name, preventWillMessage] of [
    ['d-4', true],
    ['d-5', false],
  ] as const) {
    await join(name, { will: { topic: `will/${name}`, payload: Buffer.from('x'), qos: 0, retain: false } })
    await client.send(new DeleteConnectionCommand({ clientId: name, preventWillMessage }))
  }
  expect((await message)[0]).toBe('will/d-5')
})

test('DeleteConnection can clear a persistent session', async () => {
  const device = await broker.device('d-6', { policy: open })
  const first = await connect(broker.as(device, { clean: false }))
  await first.client.subscribeAsync('a')
  await client.send(new DeleteConnectionCommand({ clientId: 'd-6', cleanSession: true }))
  const again = await connect(broker.as(device, { clean: false }))
  expect(again.outcome).toBe('connected')
  expect((await client.send(new ListSubscriptionsCommand({ clientId: 'd-6' }))).subscriptions).toEqual([])
})

test('subscriptions are listed with their QoS', async () => {
  const device = await join('d-7')
  await device.subscribeAsync({ a: { qos: 1 }, 'b/#': { qos: 0 } })
  const { subscriptions } = await client.send(new ListSubscriptionsCommand({ clientId: 'd-7' }))
  expect(subscriptions).toEqual([
    { topicFilter: 'a', qos: 1 },
    { topicFilter: 'b/#', qos: 0 },
  ])
})

test('the data plane throttles with 429, a client ID with $ is refused, shadows are not here', async () => {
  broker.pass(1000)
  const ask = (clientId: string) => refusal(client.send(new GetConnectionCommand({ clientId })))
  expect([await ask('nobody'), await ask('nobody')]).toEqual([
    'ResourceNotFoundException 404',
    'ThrottlingException 429',
  ])
  expect(await refusal(client.send(new ListSubscriptionsCommand({ clientId: '$x' })))).toBe(
    'InvalidRequestException 400',
  )
  await expect(client.send(new GetThingShadowCommand({ thingName: 'd-1' }))).rejects.toThrow('GetThingShadow')
})
