import { connect, type Device, next, startBroker, type TestBroker } from '../local/iot/support/broker.ts'
import { credentialFiles } from './support/credential-files.ts'
import { missingHosts, runNamed } from './support/named-host.ts'
import { describePeer, missingProgram } from './support/peer.ts'

const missing = missingProgram('mosquitto_pub', ['--help'], 'apt-get install -y mosquitto-clients') ?? missingHosts()
const foreign = 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com'

describePeer('local cloud × mosquitto', missing, () => {
  let broker: TestBroker
  let device: Device
  beforeAll(async () => {
    broker = await startBroker({ clock: Date.now })
    device = await broker.device('fleet-1')
  })

  /** Publishes with mosquitto_pub, by default as the device itself, to the right host, below its own topic. */
  const publish = (
    own: { as?: Device; clientId?: string; host?: string; topic?: string; port?: '8883' | '443'; more?: string[] } = {},
  ) => {
    const { as = device, clientId = as.thingName, host = broker.dataEndpoint, port = '8883', more = [] } = own
    const { topic = `dt/fleet/${as.thingName}/test` } = own
    const files = credentialFiles(as, broker.rootCaPem)
    const tls = ['--cafile', files.ca, '--cert', files.cert, '--key', files.key]
    const to = ['-h', host, '-p', String(broker.mqttPorts[port]), '-i', clientId, '-t', topic, '-m', 'hello', '-q', '1']
    return runNamed(host, ['mosquitto_pub', '-V', 'mqttv311', ...to, ...tls, ...more])
  }

  test.each(['tlsv1.2', 'tlsv1.3'])('the right name and the right client ID get in over %s', async (version) => {
    expect(await publish({ more: ['--tls-version', version] })).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  test('port 443 lets in with ALPN x-amzn-mqtt-ca, and not without', async () => {
    expect((await publish({ port: '443', more: ['--tls-alpn', 'x-amzn-mqtt-ca'] })).code).toBe(0)
    expect((await publish({ port: '443' })).code).not.toBe(0)
  })

  test('what it publishes arrives', async () => {
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iot:*', Resource: '*' }] }
    const { client } = await connect(broker.as(await broker.device('listener', { policy })))
    await client.subscribeAsync('dt/fleet/fleet-1/#')
    const message = next<[string, Buffer]>(client, 'message')
    await publish()
    const [topic, payload] = await message
    expect([topic, payload.toString()]).toEqual(['dt/fleet/fleet-1/test', 'hello'])
  })

  test.each<[string, () => Promise<Parameters<typeof publish>[0]>]>([
    ['another client ID', async () => ({ clientId: 'fleet-2' })],
    [
      'an unconfirmed (INACTIVE) certificate',
      async () => ({ as: await broker.device('fleet-3', { status: 'INACTIVE' }) }),
    ],
    ['a REVOKED certificate', async () => ({ as: await broker.device('fleet-4', { status: 'REVOKED' }) })],
    ['a wrong name: the host of another account', async () => ({ host: foreign })],
    ['a wrong name: the host without -ats', async () => ({ host: broker.dataEndpoint.replace('-ats', '') })],
    ['a topic of another device', async () => ({ topic: 'dt/fleet/fleet-2/test' })],
  ])('%s is refused', async (_what, own) => {
    const { code, stderr } = await publish(await own())
    expect(code).not.toBe(0)
    // The server ends the connection; it is not the client that distrusts the server.
    expect(stderr).toMatch(/connection was lost/i)
  })

  test('a name outside the Region’s certificate is refused by the client itself', async () => {
    const { code, stderr } = await publish({ host: 'mqtt.example.com' })
    expect(code).not.toBe(0)
    expect(stderr).toMatch(/host ?name verification failed|TLS/i)
  })
})
