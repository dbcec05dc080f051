import { connect as connectTls } from 'node:tls'
import {
  CreateDomainConfigurationCommand,
  type CreateDomainConfigurationCommandInput,
  DescribeDomainConfigurationCommand,
  SetV2LoggingOptionsCommand,
  UpdateCertificateCommand,
  UpdateDomainConfigurationCommand,
} from '@aws-sdk/client-iot'
import { openStore } from '../../../local/state/store.ts'
import { connect, type Device, startBroker, type TestBroker } from './support/broker.ts'
import { startControlPlane } from './support/control-plane.ts'

let broker: TestBroker
let device: Device
const foreign = 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com'
beforeAll(async () => {
  broker = await startBroker()
  device = await broker.device('fleet-1')
  await broker.client.send(
    new SetV2LoggingOptionsCommand({
      roleArn: 'arn:aws:iam::123456789012:role/log',
      defaultLogLevel: 'ERROR',
      eventConfigurations: [{ eventType: 'Connection.AuthNError', logLevel: 'ERROR', logDestination: 'own-group' }],
    }),
  )
})
afterEach(() => {
  broker.records.length = 0
  broker.reports.length = 0
})
const outcome = async (own: object = {}, as = device) => (await connect(broker.as(as, own))).outcome
const logged = () => broker.records.map(({ record: { eventType, reason } }) => `${eventType} ${reason}`)

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'the right device gets in over %s, on 8883 and with ALPN on 443',
  async (version) => {
    const tls = { minVersion: version, maxVersion: version }
    expect(await outcome(tls)).toBe('connected')
    expect(await outcome({ ...tls, port: broker.mqttPorts['443'], ALPNProtocols: ['x-amzn-mqtt-ca'] })).toBe(
      'connected',
    )
    expect(logged()).toEqual([])
  },
)

test('port 443 is closed to a client that asks for no protocol or another, and refuses unknown ones in TLS', async () => {
  const port = broker.mqttPorts['443']
  expect(await outcome({ port })).toBe('closed without CONNACK')
  expect(broker.reports).toEqual([expect.stringContaining('x-amzn-mqtt-ca')])
  for (const name of ['mqtt', 'x-amzn-http-ca'])
    expect(await outcome({ port, ALPNProtocols: [name] })).toBe('closed without CONNACK')
  expect(await outcome({ port, ALPNProtocols: ['http/1.1'] })).toBe('failed in TLS')
})

test('the server certificate has the names of the Region and verifies against the root', async () => {
  const hosts = [broker.dataEndpoint, foreign, 'iot.eu-west-1.amazonaws.com']
  for (const servername of hosts) {
    const socket = connectTls({ host: '127.0.0.1', port: broker.mqttPorts['8883'], servername, ca: broker.rootCaPem })
    await new Promise((resolve) => socket.once('secureConnect', resolve))
    expect(socket.authorized).toBe(true)
    expect(socket.getPeerCertificate().subjectaltname).toBe(
      'DNS:iot.eu-west-1.amazonaws.com, DNS:*.iot.eu-west-1.amazonaws.com',
    )
    socket.destroy()
  }
})

test('without SNI a DEFAULT certificate is routed by the certificate', async () => {
  expect(await outcome({ servername: undefined })).toBe('connected')
})

test('without SNI an SNI_ONLY certificate is closed at CONNECT and nobody gets a log; with SNI it is let in', async () => {
  const own = await startBroker({ switches: { issuedCertificateMode: 'SNI_ONLY' } })
  const one = await own.device('fleet-1')
  expect((await connect(own.as(one, { servername: undefined }))).outcome).toBe('closed without CONNACK')
  expect(own.records).toEqual([])
  expect((await connect(own.as(one))).outcome).toBe('connected')
})

test.each([
  ['another account of the Region', foreign],
  ['another Region', 'a1b2c3d4e5f6g7-ats.iot.us-east-1.amazonaws.com'],
  ['nobody', 'mqtt.example.com'],
])('a host name of %s completes TLS, is closed at CONNECT, and nobody gets a log', async (_whose, servername) => {
  expect(await outcome({ servername })).toBe('closed without CONNACK')
  expect(broker.records).toEqual([])
})

test('the right prefix without -ats is no host of this account', async () => {
  expect(await outcome({ servername: broker.dataEndpoint.replace('-ats', '') })).toBe('closed without CONNACK')
})

test('without SNI a switch turns DEFAULT certificates away as well', async () => {
  const own = await startBroker({ switches: { absentSniWithDefaultCertificate: 'refused' } })
  const one = await own.device('fleet-1')
  expect((await connect(own.as(one, { servername: undefined }))).outcome).toBe('closed without CONNACK')
  expect((await connect(own.as(one))).outcome).toBe('connected')
})

test('the FIPS endpoint names no account: the certificate alone says whose device it is', async () => {
  const store = openStore()
  const own = await startBroker({ store })
  const one = await own.device('fleet-1')
  const { core } = await startControlPlane({ store })
  const { mqttPorts } = await core.startBroker({ host: '127.0.0.1', endpoint: 'fips' })
  const fips = { port: mqttPorts['8883'], servername: 'data.iot-fips.eu-west-1.amazonaws.com' }
  const checked = own.as(one, fips)
  Reflect.deleteProperty(checked, 'checkServerIdentity')
  expect((await connect(checked)).outcome).toBe('connected')
  own.core.switches.absentSniWithDefaultCertificate = 'refused'
  expect((await connect(checked)).outcome).toBe('connected')
  await own.client.send(new UpdateCertificateCommand({ certificateId: one.certificateId, newStatus: 'INACTIVE' }))
  expect((await connect(checked)).outcome).toBe('closed without CONNACK')
})

test('letters of the host name may be upper case', async () => {
  expect(await outcome({ servername: broker.dataEndpoint.toUpperCase() })).toBe('connected')
})

test('switches: a wrong name is refused in TLS, or routed by the certificate', async () => {
  const strict = await startBroker({ switches: { unresolvableSni: 'tls-abort' } })
  const one = await strict.device('fleet-1')
  expect((await connect(strict.as(one, { servername: 'mqtt.example.com' }))).outcome).toBe('failed in TLS')
  expect((await connect(strict.as(one, { servername: foreign }))).outcome).toBe('closed without CONNACK')
  const old = await startBroker({ switches: { foreignSniWithDefaultCertificate: 'routed-by-certificate' } })
  const two = await old.device('fleet-1')
  expect((await connect(old.as(two, { servername: foreign }))).outcome).toBe('connected')
})

test.each([
  ['INACTIVE', 'DEVICE_CERTIFICATE_INACTIVE'],
  ['REVOKED', 'DEVICE_CERTIFICATE_REVOKED'],
] as const)('an %s certificate is closed at CONNECT and logged as %s', async (status, reason) => {
  const stopped = await broker.device(`fleet-${status}`, { status })
  expect(await outcome({}, stopped)).toBe('closed without CONNACK')
  expect(broker.records).toEqual([
    {
      logGroup: 'own-group',
      record: {
        timestamp: expect.stringMatching(/^2026-11-22 10:00:00\.\d{3}$/),
        logLevel: 'ERROR',
        traceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        accountId: '123456789012',
        status: 'Failure',
        eventType: 'Connection.AuthNError',
        protocol: 'MQTT',
        authenticationType: 'AWS_X509',
        clientId: stopped.thingName,
        principalId: stopped.certificateId,
        sourceIp: '127.0.0.1',
        sourcePort: expect.any(Number),
        targetIp: '127.0.0.1',
        targetPort: 8883,
        serverNameIndication: broker.dataEndpoint,
        reason,
        details: expect.any(String),
      },
    },
  ])
})

test('a certificate of another account is not registered here', async () => {
  const other = await startBroker()
  const stranger = await other.device('fleet-1')
  expect(await outcome({}, stranger)).toBe('closed without CONNACK')
  expect(logged()).toEqual(['Connection.AuthNError DEVICE_CERTIFICATE_NOT_REGISTERED'])
})

test('no certificate is closed at once, and logged without a client ID', async () => {
  expect(await outcome({ key: undefined, cert: undefined })).toBe('closed without CONNACK')
  expect(logged()).toEqual(['Connection.AuthNError NOT_AUTHENTICATED'])
  expect(broker.records[0]?.record.clientId).toBeUndefined()
})

test('a certificate beyond its validity does not get in', async () => {
  const own = await startBroker()
  const one = await own.device('fleet-1')
  own.pass(Date.parse('2050-01-01') - Date.parse('2026-11-22T10:00:00Z'))
  expect((await connect(own.as(one))).outcome).toBe('closed without CONNACK')
})

test('the switch for refusal in TLS closes before CONNECT can be sent, and logs without a client ID', async () => {
  const own = await startBroker({ switches: { refusalLayer: 'tls' } })
  await own.client.send(
    new SetV2LoggingOptionsCommand({
      roleArn: 'arn:aws:iam::123456789012:role/log',
      defaultLogLevel: 'ERROR',
      eventConfigurations: [{ eventType: 'Connection.AuthNError', logLevel: 'ERROR' }],
    }),
  )
  const one = await own.device('fleet-1', { status: 'INACTIVE' })
  expect((await connect(own.as(one))).outcome).toBe('closed without CONNACK')
  expect(own.records.map(({ record }) => [record.reason, record.clientId])).toEqual([
    ['DEVICE_CERTIFICATE_INACTIVE', undefined],
  ])
  expect((await connect(own.as(one, { servername: foreign }))).outcome).toBe('failed in TLS')
})

test('another client ID, and a thing that is not attached, are closed at CONNECT and logged as authorization failures', async () => {
  expect(await outcome({ clientId: 'fleet-2' })).toBe('closed without CONNACK')
  expect(broker.records).toEqual([
    {
      logGroup: 'AWSIotLogsV2',
      record: expect.objectContaining({
        eventType: 'Connect',
        logLevel: 'ERROR',
        status: 'Failure',
        clientId: 'fleet-2',
        principalId: device.certificateId,
        reason: 'AUTHORIZATION_FAILURE',
        details: 'Authorization Failure',
      }),
    },
  ])
  expect(await outcome({ clientId: 'fleet-2', servername: undefined })).toBe('closed without CONNACK')
  expect(broker.records).toHaveLength(1)
})

test('a CONNACK for a denied CONNECT is a switch', async () => {
  for (const code of [5, 7] as const) {
    const own = await startBroker({ switches: { connectDenied: `connack-${code}` } })
    const one = await own.device('fleet-1')
    expect((await connect(own.as(one, { clientId: 'other' }))).outcome).toBe(`refused with CONNACK ${code}`)
  }
})

test('a client ID of more than 128 bytes, and none at all, are protocol errors', async () => {
  expect(await outcome({ clientId: 'x'.repeat(129) })).toBe('closed without CONNACK')
  expect(await outcome({ clientId: '' })).toBe('closed without CONNACK')
  expect(broker.reports).toHaveLength(2)
  expect(broker.records).toEqual([])
})

test('MQTT 5 and 3.1 are refused by version and said to be missing; a stranger hears not even that', async () => {
  expect(await outcome({ protocolVersion: 5 })).toBe('refused with CONNACK 1')
  expect(await outcome({ protocolVersion: 3, protocolId: 'MQIsdp' })).toBe('refused with CONNACK 1')
  expect(broker.reports).toEqual([expect.stringContaining('MQTT level 5'), expect.stringContaining('MQTT level 3')])
  expect(await outcome({ protocolVersion: 5, servername: foreign })).toBe('closed without CONNACK')
})

test('domain configurations: AWS-managed and own names get in, disabled and wrong-service ones are logged', async () => {
  const domainNameOf = async (domainConfigurationName: string) =>
    (await broker.client.send(new DescribeDomainConfigurationCommand({ domainConfigurationName }))).domainName
  await broker.client.send(new CreateDomainConfigurationCommand({ domainConfigurationName: 'managed' }))
  await broker.client.send(
    new CreateDomainConfigurationCommand({
      domainConfigurationName: 'own',
      domainName: 'iot.example.com',
      serverCertificateArns: ['arn:aws:acm:eu-west-1:123456789012:certificate/1'],
      authenticationType: 'AWS_X509',
      applicationProtocol: 'SECURE_MQTT',
    }),
  )
  expect(await outcome({ servername: await domainNameOf('managed') })).toBe('connected')
  const identity = { servername: 'iot.example.com' }
  const checked = broker.as(device, { ...identity, port: broker.mqttPorts['443'] })
  Reflect.deleteProperty(checked, 'checkServerIdentity')
  expect((await connect(checked)).outcome).toBe('connected')
  await broker.client.send(
    new UpdateDomainConfigurationCommand({ domainConfigurationName: 'own', domainConfigurationStatus: 'DISABLED' }),
  )
  expect(await outcome(identity)).toBe('closed without CONNACK')
  expect(await outcome({ servername: await domainNameOf('iot:CredentialProvider') })).toBe('closed without CONNACK')
  expect(logged()).toEqual([
    'Connection.AuthNError DOMAIN_CONFIGURATION_DISABLED',
    'Connection.AuthNError DOMAIN_CONFIGURATION_INVALID',
  ])
})

test('a domain whose certificate is INVALID, is disabled, or speaks HTTPS', async () => {
  const [good, bad] = [1, 2].map((number) => `arn:aws:acm:eu-west-1:123456789012:certificate/${number}`)
  const own = await startBroker({ switches: { invalidServerCertificates: [bad ?? ''] } })
  const one = await own.device('fleet-1')
  const domain = async (name: string, arn = good, more: Partial<CreateDomainConfigurationCommandInput> = {}) => {
    const servername = `${name}.example.com`
    await own.client.send(
      new CreateDomainConfigurationCommand({
        domainConfigurationName: name,
        domainName: servername,
        serverCertificateArns: [arn ?? ''],
        ...more,
      }),
    )
    const checked = own.as(one, { servername })
    Reflect.deleteProperty(checked, 'checkServerIdentity')
    return async () => (await connect({ ...checked, rejectUnauthorized: true })).outcome
  }
  const broken = await domain('broken', bad)
  expect(await broken()).toBe('failed in TLS')
  expect(
    await own.client.send(new DescribeDomainConfigurationCommand({ domainConfigurationName: 'broken' })),
  ).toMatchObject({ serverCertificates: [{ serverCertificateArn: bad, serverCertificateStatus: 'INVALID' }] })
  const https = await domain('https', good, { applicationProtocol: 'HTTPS', authenticationType: 'AWS_X509' })
  expect(await https()).toBe('closed without CONNACK')
  const off = await domain('off')
  expect(await off()).toBe('connected')
  await own.client.send(
    new UpdateDomainConfigurationCommand({ domainConfigurationName: 'off', domainConfigurationStatus: 'DISABLED' }),
  )
  expect(await off()).toBe('closed without CONNACK')
  own.core.switches.disabledDomain = 'region-certificate'
  expect(await off()).toBe('failed in TLS')
})

test('a security policy of TLS 1.3 only turns TLS 1.2 away', async () => {
  await broker.client.send(
    new CreateDomainConfigurationCommand({
      domainConfigurationName: 'modern',
      tlsConfig: { securityPolicy: 'IoTSecurityPolicy_TLS13_1_3_2022_10' },
    }),
  )
  const { domainName: servername } = await broker.client.send(
    new DescribeDomainConfigurationCommand({ domainConfigurationName: 'modern' }),
  )
  expect(await outcome({ servername, maxVersion: 'TLSv1.2' })).toBe('failed in TLS')
  expect(broker.reports).toEqual([expect.stringContaining('TLS 1.3 only')])
  expect(await outcome({ servername })).toBe('connected')
})

test('a session is not resumed: each reconnect is a full handshake', async () => {
  const options = {
    host: '127.0.0.1',
    port: broker.mqttPorts['8883'],
    servername: broker.dataEndpoint,
    ca: broker.rootCaPem,
    key: device.key,
    cert: device.cert,
    maxVersion: 'TLSv1.2' as const,
  }
  const first = connectTls(options)
  await new Promise((resolve) => first.once('secureConnect', resolve))
  const second = connectTls({ ...options, session: first.getSession() })
  await new Promise((resolve) => second.once('secureConnect', resolve))
  expect(second.isSessionReused()).toBe(false)
  first.destroy()
  second.destroy()
})

test('activation lets a device in without a new connection to anything', async () => {
  const late = await broker.device('fleet-late', { status: 'INACTIVE' })
  expect(await outcome({}, late)).toBe('closed without CONNACK')
  await broker.client.send(new UpdateCertificateCommand({ certificateId: late.certificateId, newStatus: 'ACTIVE' }))
  expect(await outcome({}, late)).toBe('connected')
})
