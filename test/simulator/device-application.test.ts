import 'reflect-metadata'
import { createServer } from 'node:net'
import { Pkcs10CertificateRequest } from '@peculiar/x509'
import { parseKeygen } from '../../core/credential/parse-keygen.ts'
import { isRefusal } from '../../core/refusals/refusal.ts'
import type { ModemBehaviour } from '../../simulator/behaviour.ts'
import { connectDevice, type DeviceApplicationInput } from '../../simulator/device-application.ts'
import { createModem, type Modem } from '../../simulator/modem.ts'
import { seededRandom } from '../../simulator/random.ts'
import { type Cloud, type CloudOptions, type Identity, startCloud } from './cloud.ts'
import { caPem, imei, tag } from './credentials.ts'
import { terminal } from './terminal.ts'

const endpoint = 'abcdefghij0123-ats.iot.eu-west-1.amazonaws.com'
const foreign = 'zzzzzzzzzz9999-ats.iot.eu-west-1.amazonaws.com'
const clouds: Cloud[] = []
let cloud: Cloud
let identity: Identity

async function started(options: CloudOptions): Promise<Cloud> {
  const made = await startCloud(options)
  clouds.push(made)
  return made
}

beforeAll(async () => {
  cloud = await started({ endpoint })
  identity = await cloud.issue('unit')
})
afterAll(() => Promise.all(clouds.map((each) => each.close())))

async function provisioned(
  firmware: string,
  items: Record<number, string | undefined> = {},
  behaviour: Partial<ModemBehaviour> = {},
): Promise<Modem> {
  const modem = createModem({ firmware, imei, behaviour, random: seededRandom(9) })
  const { ask } = terminal(modem)
  const contents = { 0: cloud.rootPem, 1: identity.certificatePem, 2: identity.keyPem, ...items }
  for (const [type, content] of Object.entries(contents)) {
    if (content !== undefined) await ask(`AT%CMNG=0,${tag},${type},"${content}"`)
  }
  return modem
}

async function connect(modem: Modem, input: Partial<DeviceApplicationInput> = {}) {
  const { connectTo } = cloud
  const made = await connectDevice({
    modem,
    securityTag: tag,
    hostname: endpoint,
    connectTo,
    clientId: `mintmark-${imei}`,
    ...input,
  })
  await made.session?.end()
  return made.outcome
}

test.each([
  ['mfw_nrf9160_1.2.0', 'connected', null],
  ['mfw_nrf9160_1.2.1', 'closed-after-connect', foreign],
  ['mfw_nrf9160_1.2.3', 'closed-after-connect', foreign],
  ['mfw_nrf91x1_2.0.4', 'closed-after-connect', foreign],
])('the story: with the wrong host name %s is %s', async (firmware, outcome, sni) => {
  const wrong = await connect(await provisioned(firmware), { hostname: foreign })
  expect(wrong).toMatchObject({ layer: 'mqtt', outcome, sni, tlsVersion: 'TLSv1.2', clientCertificate: true })
  expect(cloud.seen.at(-1)).toMatchObject({ servername: sni ?? false, peer: 'unit' })
  expect(await connect(await provisioned(firmware))).toMatchObject({ outcome: 'connected' })
})

test('the update of the story: the same modem, the same credentials', async () => {
  const modem = await provisioned('mfw_nrf9160_1.2.0')
  expect(await connect(modem, { hostname: foreign })).toMatchObject({ outcome: 'connected' })
  modem.updateFirmware('mfw_nrf9160_1.2.3')
  expect(await connect(modem, { hostname: foreign })).toEqual({
    layer: 'mqtt',
    outcome: 'closed-after-connect',
    why: 'the server closed after CONNECT, before CONNACK',
    errno: { symbol: 'ENOTCONN', number: 128 },
    log: 'Cloud MQTT input error: -128',
    sni: foreign,
    clientCertificate: true,
    tlsVersion: 'TLSv1.2',
    cipher: 'ECDHE-ECDSA-AES256-SHA384',
  })
})

test.each([null, ''])('host name %j sends no name and checks none', async (hostname) => {
  const modem = await provisioned('mfw_nrf9160_1.3.7')
  expect(await connect(modem, { hostname })).toMatchObject({ outcome: 'connected', sni: null })
  const strict = await started({ endpoint, needsSni: true, serverName: 'elsewhere.example' })
  const trusting = await provisioned('mfw_nrf9160_1.3.7', { 0: strict.rootPem })
  const { connectTo } = strict
  expect(await connect(trusting, { hostname, connectTo })).toMatchObject({ outcome: 'closed-after-connect', sni: null })
  expect(await connect(trusting, { connectTo })).toMatchObject({
    layer: 'tls',
    outcome: 'tls-refused-by-device',
    why: `the server's certificate is not for ${endpoint}`,
    log: 'mqtt_connect, error: -111',
  })
})

test('no certificate is for an address; whether it is sent as server name is a switch', async () => {
  const hostname = '127.0.0.1'
  expect(await connect(await provisioned('mfw_nrf9160_1.3.7'), { hostname })).toMatchObject({
    outcome: 'tls-refused-by-device',
    sni: hostname,
  })
  const strict = await provisioned('mfw_nrf9160_1.3.7', {}, { addressAsSni: 'left-out' })
  expect(await connect(strict, { hostname })).toMatchObject({ outcome: 'tls-refused-by-device', sni: null })
})

test('a name that DNS does not know goes no further; the name that is opened is what DNS is asked for', async () => {
  const modem = await provisioned('mfw_nrf9160_1.3.7')
  const asked: [string, number][] = []
  const connectTo = (name: string, port: number) => {
    asked.push([name, port])
    return name === endpoint ? cloud.connectTo : undefined
  }
  expect(await connect(modem, { connectTo, hostname: `${endpoint}:8883` })).toMatchObject({
    layer: 'dns',
    outcome: 'dns-failed',
    log: 'getaddrinfo() failed, error -118',
    sni: null,
  })
  expect(await connect(modem, { connectTo, hostname: null, connectHost: endpoint, port: 443 })).toMatchObject({
    outcome: 'connected',
    alpn: 'x-amzn-mqtt-ca',
  })
  expect(asked).toEqual([
    [`${endpoint}:8883`, 8883],
    [endpoint, 443],
  ])
})

test('port 443 can be asked for without ALPN, and 8883 with it', async () => {
  const modem = await provisioned('mfw_nrf9160_1.3.7')
  expect(await connect(modem, { port: 443, alpn: null })).not.toHaveProperty('alpn')
  expect(await connect(modem, { alpn: 'x-amzn-mqtt-ca' })).toMatchObject({ alpn: 'x-amzn-mqtt-ca' })
})

test('how names are compared is a switch: case and a final dot count, or do not', async () => {
  const strict = await provisioned('mfw_nrf9160_1.2.0', {}, { nameCheck: 'letter-for-letter' })
  const usual = await provisioned('mfw_nrf9160_1.2.0')
  for (const hostname of [endpoint.toUpperCase(), `${endpoint}.`]) {
    expect(await connect(usual, { hostname })).toMatchObject({ outcome: 'connected' })
    expect(await connect(strict, { hostname })).toMatchObject({ outcome: 'tls-refused-by-device' })
  }
})

test('a connected device publishes, receives and leaves', async () => {
  const modem = await provisioned('mfw_nrf9160_1.3.7')
  const { connectTo } = cloud
  const made = await connectDevice({
    modem,
    securityTag: tag,
    hostname: endpoint,
    connectTo,
    clientId: 'unit-1',
    port: 443,
  })
  expect(made.outcome).toMatchObject({ outcome: 'connected', alpn: 'x-amzn-mqtt-ca' })
  const { session } = made
  if (!session) throw new Error('not connected')
  const message = new Promise<string>((resolve) =>
    session.onMessage((topic, payload) => resolve(`${topic} ${payload}`)),
  )
  await session.subscribe('cmd/mintmark/unit-1/#')
  await session.publish('cmd/mintmark/unit-1/hello', 'world')
  expect(await message).toBe('cmd/mintmark/unit-1/hello world')
  expect(cloud.published).toContainEqual({ topic: 'cmd/mintmark/unit-1/hello', payload: 'world' })
  await session.end()
  await session.closed
})

test('a key that the modem made itself works with the certificate of its CSR, and with no other', async () => {
  const modem = await provisioned('mfw_nrf9160_1.3.7', { 2: undefined })
  const { ask } = terminal(modem)
  const answer = parseKeygen((await ask(`AT%KEYGEN=${tag},2,0`))[0] ?? '')
  expect(await connect(modem)).toMatchObject({
    layer: 'tls',
    outcome: 'tls-refused-by-device',
    why: 'private key and client certificate do not belong together',
  })
  const csr = new Pkcs10CertificateRequest(isRefusal(answer) ? '' : answer.csrDer)
  const certificate = await cloud.certify('chip', new Uint8Array(csr.publicKey.rawData))
  expect(await ask(`AT%CMNG=0,${tag},1,"${certificate}"`)).toEqual(['OK'])
  expect(await connect(modem)).toMatchObject({ outcome: 'connected' })
  expect(cloud.seen.at(-1)).toMatchObject({ peer: 'chip' })
})

test.each<[string, Record<number, string | undefined>, number, RegExp]>([
  ['mfw_nrf9160_1.3.7', { 0: undefined, 1: undefined, 2: undefined }, 111, /holds no root CA certificate/],
  ['mfw_nrf9160_1.2.3', { 0: undefined }, 95, /holds no root CA certificate/],
  ['mfw_nrf9160_1.3.7', { 1: undefined }, 111, /holds no client certificate/],
  ['mfw_nrf9160_1.3.7', { 2: undefined }, 111, /holds no private key/],
  ['mfw_nrf9160_1.2.3', { 0: 'nonsense' }, 95, /root CA certificate .* does not parse/],
  ['mfw_nrf9160_1.3.7', { 1: 'nonsense' }, 111, /client certificate .* does not parse/],
  ['mfw_nrf9160_1.3.7', { 2: 'nonsense' }, 22, /private key .* does not parse/],
  ['mfw_nrf9160_1.2.3', { 0: caPem }, 95, /not accepted by the stored root/],
  ['mfw_nrf9160_1.3.7', { 0: caPem }, 111, /not accepted by the stored root/],
  ['mfw_nrf9160_1.3.7', { 1: caPem }, 111, /do not belong together/],
])('bad credentials %#: the device refuses', async (firmware, items, number, why) => {
  expect(await connect(await provisioned(firmware, items))).toMatchObject({
    layer: 'tls',
    outcome: 'tls-refused-by-device',
    why: expect.stringMatching(why),
    errno: { number },
    log: `mqtt_connect, error: -${number}`,
  })
})

test('a PEM whose lines got lost is stored by old firmware and fails at the handshake', async () => {
  const flat = (pem: string) => pem.trimEnd().replaceAll('\n', '\\n')
  const modem = await provisioned('mfw_nrf9160_1.2.3', { 0: flat(cloud.rootPem) })
  expect(await connect(modem)).toMatchObject({ outcome: 'tls-refused-by-device', log: 'mqtt_connect, error: -95' })
  const key = await provisioned('mfw_nrf91x1_2.0.4', { 2: flat(identity.keyPem) })
  expect(await connect(key)).toMatchObject({ outcome: 'tls-refused-by-device', log: 'mqtt_connect, error: -22' })
})

test('PKCS#8 keys are read from 1.3.0 on', async () => {
  const items = { 2: identity.pkcs8Pem }
  expect(await connect(await provisioned('mfw_nrf9160_1.2.3', items))).toMatchObject({
    log: 'mqtt_connect, error: -22',
  })
  expect(await connect(await provisioned('mfw_nrf9160_1.3.0', items))).toMatchObject({ outcome: 'connected' })
})

test('with a root alone the handshake goes on and offers no certificate', async () => {
  const modem = await provisioned('mfw_nrf9160_1.3.7', { 1: undefined, 2: undefined })
  expect(await connect(modem)).toMatchObject({ outcome: 'closed-after-connect', clientCertificate: false })
  expect(cloud.seen.at(-1)?.peer).toBeUndefined()
})

test('the expiry of the server is not checked by 1.2.0, and later is', async () => {
  const { rootPem, connectTo } = await started({ endpoint, notAfter: new Date(Date.now() - 1_000) })
  const items = { 0: rootPem, 1: undefined, 2: undefined }
  expect((await connect(await provisioned('mfw_nrf9160_1.2.0', items), { connectTo })).layer).toBe('mqtt')
  expect(await connect(await provisioned('mfw_nrf9160_1.2.1', items), { connectTo })).toMatchObject({
    outcome: 'tls-refused-by-device',
    why: expect.stringContaining('CERT_HAS_EXPIRED'),
  })
})

test.each([
  ['speaks TLS 1.3 only', { minVersion: 'TLSv1.3' as const }],
  ['has only suites the modem lacks', { ciphers: 'ECDHE-ECDSA-CHACHA20-POLY1305', maxVersion: 'TLSv1.2' as const }],
])('a server that %s refuses', async (_name, tls) => {
  const { rootPem, connectTo } = await started({ endpoint, tls })
  const modem = await provisioned('mfw_nrf9160_1.3.7', { 0: rootPem })
  expect(await connect(modem, { connectTo })).toMatchObject({ layer: 'tls', outcome: 'tls-refused-by-server' })
})

test('GCM suites are offered where the firmware has them', async () => {
  const { rootPem, connectTo } = await started({ endpoint, tls: { ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' } })
  const items = { 0: rootPem, 1: undefined, 2: undefined }
  const cipher = 'ECDHE-ECDSA-AES128-GCM-SHA256'
  expect(await connect(await provisioned('mfw_nrf9160_1.3.1', items), { connectTo })).toMatchObject({ cipher })
  expect(await connect(await provisioned('mfw_nrf9160_1.2.3', items), { connectTo })).toMatchObject({
    outcome: 'tls-refused-by-server',
  })
})

test('tells apart a port that is closed, one that is silent, and one that is no TLS server', async () => {
  const modem = await provisioned('mfw_nrf9160_1.3.7')
  const server = createServer((socket) => socket.on('error', () => {}).resume())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const connectTo = { host: '127.0.0.1', port: typeof address === 'object' && address ? address.port : 0 }
  expect(await connect(modem, { connectTo, timeoutMs: 50 })).toMatchObject({
    layer: 'tls',
    outcome: 'timed-out',
    log: 'mqtt_connect, error: -116',
  })
  server.once('connection', (socket) => socket.end('220 hello\r\n'))
  expect(await connect(modem, { connectTo })).toMatchObject({ layer: 'tls', outcome: 'tls-refused-by-device' })
  server.once('connection', (socket) => socket.destroy())
  expect(await connect(modem, { connectTo })).toMatchObject({ layer: 'tls', outcome: 'tls-refused-by-server' })
  await new Promise<void>((resolve) => server.close(() => resolve()))
  expect(await connect(modem, { connectTo })).toMatchObject({
    layer: 'tcp',
    outcome: 'tcp-failed',
    why: `127.0.0.1:${connectTo.port} cannot be reached (ECONNREFUSED)`,
    sni: null,
    clientCertificate: false,
  })
})
