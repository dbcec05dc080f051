import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Device, startBroker, type TestBroker } from '../local/iot/support/broker.ts'
import { credentialFiles } from './support/credential-files.ts'
import { missingHosts, runNamed } from './support/named-host.ts'
import { describePeer } from './support/peer.ts'

const client = join(import.meta.dirname, 'support', 'device-sdk-client.ts')
const foreign = 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com'

const missingSdk = (): string | undefined => {
  try {
    createRequire(import.meta.url).resolve('aws-iot-device-sdk-v2')
    return undefined
  } catch {
    return 'aws-iot-device-sdk-v2 is not installed; run: npm ci'
  }
}

describePeer('local cloud × aws-iot-device-sdk-v2', missingSdk() ?? missingHosts(), () => {
  let broker: TestBroker
  let device: Device
  const echo = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'iot:Connect', Resource: '*' },
      {
        Effect: 'Allow',
        Action: ['iot:Publish', 'iot:Receive'],
        Resource: 'arn:aws:iot:eu-west-1:123456789012:topic/echo/${iot:ClientId}',
      },
      {
        Effect: 'Allow',
        Action: 'iot:Subscribe',
        Resource: 'arn:aws:iot:eu-west-1:123456789012:topicfilter/echo/${iot:ClientId}',
      },
    ],
  }
  beforeAll(async () => {
    broker = await startBroker({ clock: Date.now })
    device = await broker.device('fleet-1')
  })

  interface Own {
    as?: Device
    clientId?: string
    endpoint?: string
    port?: '8883' | '443'
    publish?: string
    subscribe?: string
  }
  /** Lets AWS's device SDK connect, by default as the device itself to the right host; tells what it reports. */
  const attempt = async ({ as = device, port = '8883', endpoint = broker.dataEndpoint, ...own }: Own = {}) => {
    const { ca, cert, key } = credentialFiles(as, broker.rootCaPem)
    const task = { endpoint, port: broker.mqttPorts[port], ca, cert, key, clientId: as.thingName, ...own }
    const { stdout, stderr } = await runNamed(endpoint, [process.execPath, client, JSON.stringify(task)])
    if (stdout === '') throw new Error(`the SDK's process said nothing but: ${stderr}`)
    return JSON.parse(stdout)
  }

  test('the right name and the right client ID get in and publish', async () => {
    expect(await attempt({ publish: 'dt/fleet/fleet-1/test' })).toEqual({ connected: true })
  })

  test('on port 443 it asks for the ALPN name by itself and gets in', async () => {
    expect(await attempt({ port: '443' })).toEqual({ connected: true })
  })

  test('it hears what it publishes, and is told which filter is not granted', async () => {
    const as = await broker.device('echo-1', { policy: echo })
    const topic = 'echo/echo-1'
    expect(await attempt({ as, subscribe: topic, publish: topic })).toEqual({
      connected: true,
      granted: 1,
      message: 'hello',
    })
    expect(JSON.stringify(await attempt({ as, subscribe: 'echo/echo-2' }))).toMatch(/128|SUBSCRIBE|subscribe/)
  })

  test.each<[string, () => Promise<Own>]>([
    ['another client ID', async () => ({ clientId: 'fleet-2' })],
    [
      'an unconfirmed (INACTIVE) certificate',
      async () => ({ as: await broker.device('fleet-3', { status: 'INACTIVE' }) }),
    ],
    ['a wrong name: the host of another account', async () => ({ endpoint: foreign })],
  ])('%s is refused', async (_what, own) => {
    const result = await attempt(await own())
    expect(result).toEqual({ connected: false, error: expect.stringContaining('UNEXPECTED_HANGUP') })
  })
})
