import { CreateCertificateFromCsrCommand, CreateKeysAndCertificateCommand } from '@aws-sdk/client-iot'
import { type Device, startBroker, type TestBroker } from '../local/iot/support/broker.ts'
import { openssl } from '../local/iot/support/csr.ts'
import { credentialFiles } from './support/credential-files.ts'
import { describePeer, missingProgram } from './support/peer.ts'
import { run } from './support/run.ts'

const foreign = 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com'
const accepted = '\x20\x02\x00\x00'

describePeer('local cloud × openssl', missingProgram('openssl', ['version'], 'apt-get install -y openssl'), () => {
  let broker: TestBroker
  let device: Device
  beforeAll(async () => {
    broker = await startBroker({ clock: Date.now })
    device = await broker.device('fleet-1')
  })

  const makeCsr = (newKey: string[]) => {
    const request = ['req', '-new', '-nodes', '-subj', '/CN=fleet-9/O=Factory', '-keyout', '/dev/null', ...newKey]
    return openssl(request)
  }
  const mint = async (csr: string) =>
    (await broker.client.send(new CreateCertificateFromCsrCommand({ certificateSigningRequest: csr })))
      .certificatePem ?? ''

  test.each<[string, string[]]>([
    ['P-256', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']],
    ['P-384 with SHA-384', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384', '-sha384']],
    ['P-521 with SHA-512', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-521', '-sha512']],
    ['RSA-2048', ['-newkey', 'rsa:2048']],
    ['RSA-3072', ['-newkey', 'rsa:3072']],
  ])(
    'a certificate for a %s request verifies against the root and carries the request’s key and subject',
    async (_kind, newKey) => {
      const csr = makeCsr(newKey)
      const files = { 'csr.pem': csr, 'device.pem': await mint(csr), 'root.pem': broker.rootCaPem }
      expect(openssl(['verify', '-x509_strict', '-CAfile', 'root.pem', 'device.pem'], files)).toBe('device.pem: OK\n')
      const keyOfCsr = openssl(['req', '-in', 'csr.pem', '-noout', '-pubkey'], files)
      expect(openssl(['x509', '-in', 'device.pem', '-noout', '-pubkey'], files)).toBe(keyOfCsr)
      expect(openssl(['x509', '-in', 'device.pem', '-noout', '-subject', '-enddate'], files)).toBe(
        'subject=CN = fleet-9, O = Factory\nnotAfter=Dec 31 23:59:59 2049 GMT\n',
      )
    },
  )

  test('a certificate with a key of the cloud verifies, and the key is its key', async () => {
    const { certificatePem = '', keyPair } = await broker.client.send(new CreateKeysAndCertificateCommand({}))
    const files = {
      'device.pem': certificatePem,
      'root.pem': broker.rootCaPem,
      'device.key': keyPair?.PrivateKey ?? '',
    }
    expect(openssl(['verify', '-x509_strict', '-CAfile', 'root.pem', 'device.pem'], files)).toBe('device.pem: OK\n')
    expect(openssl(['rsa', '-in', 'device.key', '-check', '-noout'], files)).toContain('RSA key ok')
    expect(openssl(['pkey', '-in', 'device.key', '-pubout'], files)).toBe(
      openssl(['x509', '-in', 'device.pem', '-noout', '-pubkey'], files),
    )
  })

  test('a certificate says what AWS’s says: client only, signed with SHA-256 and RSA, by AWS’s name', async () => {
    const files = { 'device.pem': device.cert }
    const text = openssl(['x509', '-in', 'device.pem', '-noout', '-text'], files)
    expect(text).toContain('Signature Algorithm: sha256WithRSAEncryption')
    expect(text).toContain('CA:FALSE')
    expect(text).toMatch(/Key Usage: critical\s+Digital Signature\n/)
    expect(text).toContain('Issuer: OU = Amazon Web Services O=Amazon.com Inc. L=Seattle ST=Washington C=US')
    const digest = openssl(['x509', '-in', 'device.pem', '-noout', '-fingerprint', '-sha256'], files)
    expect(digest.split('=')[1]?.trim().replaceAll(':', '').toLowerCase()).toBe(device.certificateId)
  })

  /** An MQTT 3.1.1 CONNECT with a clean session (3.1), as latin1 text. */
  const connectPacket = (clientId: string) => {
    const text = (value: string) => `\0${String.fromCharCode(value.length)}${value}`
    const rest = `${text('MQTT')}\x04\x02\0\x3c${text(clientId)}`
    return `\x10${String.fromCharCode(rest.length)}${rest}`
  }

  /** Shakes hands with s_client and sends an MQTT CONNECT; gives what s_client says of TLS, and the server's bytes. */
  const connect = async (
    own: { as?: Device; clientId?: string; name?: string[]; port?: '8883' | '443'; more?: string[] } = {},
  ) => {
    const { as = device, clientId = as.thingName, name = ['-servername', broker.dataEndpoint], port = '8883' } = own
    const { ca, cert, key } = credentialFiles(as, broker.rootCaPem)
    const command = ['openssl', 's_client', '-connect', `127.0.0.1:${broker.mqttPorts[port]}`, '-CAfile', ca]
    const options = ['-cert', cert, '-key', key, ...name, '-quiet', '-verify_return_error', ...(own.more ?? [])]
    // The end of stdin closes the connection; DISCONNECT behind CONNECT lets the server do it after its CONNACK.
    const { stdout } = await run([...command, ...options], {
      timeoutMs: 10_000,
      input: `${connectPacket(clientId)}\xe0\x00`,
    })
    return stdout
  }

  test.each([['-tls1_2'], ['-tls1_3']])(
    's_client %s with the right name and client ID gets CONNACK 0',
    async (version) => {
      expect(await connect({ more: [version, '-verify_hostname', broker.dataEndpoint] })).toBe(accepted)
    },
  )

  test('port 443 answers to its ALPN name', async () => {
    expect(await connect({ port: '443', more: ['-alpn', 'x-amzn-mqtt-ca'] })).toBe(accepted)
    expect(await connect({ port: '443', more: ['-alpn', 'http/1.1'] })).toBe('')
  })

  test('without SNI a DEFAULT certificate gets CONNACK 0', async () => {
    expect(await connect({ name: ['-noservername'] })).toBe(accepted)
  })

  test.each<[string, () => Promise<Parameters<typeof connect>[0]>]>([
    ['another client ID', async () => ({ clientId: 'fleet-2' })],
    [
      'an unconfirmed (INACTIVE) certificate',
      async () => ({ as: await broker.device('fleet-3', { status: 'INACTIVE' }) }),
    ],
    ['a wrong name: the host of another account', async () => ({ name: ['-servername', foreign] })],
  ])('%s: TLS completes, and no CONNACK comes', async (_what, own) => {
    expect(await connect(await own())).toBe('')
  })

  test.each([['-tls1'], ['-tls1_1']])('%s is not spoken', async (version) => {
    expect(await connect({ more: [version, '-cipher', 'ALL:@SECLEVEL=0'] })).toBe('')
  })
})
