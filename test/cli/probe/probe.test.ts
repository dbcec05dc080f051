import 'reflect-metadata'
import { createServer as createTcpServer } from 'node:net'
import { createServer, type TlsOptions } from 'node:tls'
import { type ProbeInput, probe } from '../../../cli/probe/probe.ts'
import { renderProbe } from '../../../cli/render/probe.ts'
import { factsOf } from '../../../core/modem/firmware-facts.ts'
import { parseFirmware } from '../../../core/modem/parse-firmware.ts'
import { type Cloud, type CloudOptions, type Identity, startCloud } from '../../simulator/cloud.ts'
import { droppingPort } from '../../support/net/dropping-port.ts'
import { createAuthority } from '../../support/tls/authority.ts'
import { listen } from '../../support/tls/record-session.ts'
import { createPki, ownHost, region, type TestPki } from '../../support/tls/sessions.ts'

const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})
let pki: TestPki
beforeAll(async () => {
  pki = await createPki()
})

const firmware = (text: string) => {
  const parsed = parseFirmware(text)
  if (!parsed.ok) throw new Error(parsed.says)
  return factsOf(parsed.firmware)
}
let made = 0
const run = (port: number, own: Partial<ProbeInput> & { as?: string; host?: string } = {}) => {
  const { as = 'mfw_nrf9160_1.2.3', host = ownHost, ...input } = own
  return probe({ madeUpClientId: () => `made-up-${++made}` })({
    target: { host, port: 8883, connectTo: { host: '127.0.0.1', port } },
    firmware: firmware(as),
    ca: [pki.authority.certificate],
    timeoutMs: 3000,
    ...input,
  })
}
/** A TLS server of the test's own; what it does with a connection is nothing. */
const server = async (options: TlsOptions): Promise<number> => {
  const listener = createServer(options, (socket) => socket.on('error', () => {}).resume())
  listener.on('tlsClientError', () => {})
  open.push(() => new Promise((resolve) => listener.close(resolve)))
  return listen(listener)
}
const cloudWith = async (
  options: CloudOptions,
): Promise<{ cloud: Cloud; identity: Identity; port: number; input: Partial<ProbeInput> }> => {
  const cloud = await startCloud(options)
  open.push(() => cloud.close())
  const identity = await cloud.issue('unit')
  const certificate = { cert: identity.certificatePem, key: identity.pkcs8Pem }
  return { cloud, identity, port: cloud.connectTo.port, input: { ca: [cloud.rootPem], certificate } }
}
const certified = async (options: Parameters<TestPki['authority']['issue']>[1]) => {
  const { certificate: cert, key } = await pki.authority.issue('server', options)
  return { cert, key }
}

test('a broker as AWS is: the right name connects, none connects, a wrong one is closed at CONNECT', async () => {
  const { port, input, cloud } = await cloudWith({ endpoint: ownHost })
  const report = await run(port, input)
  expect(report).toMatchObject({
    outcome: 'connects',
    right: {
      ended: 'connected',
      connack: 0,
      sni: ownHost,
      tls: { coveredBy: '*.iot.eu-west-1.amazonaws.com', chainProblem: null },
    },
    absent: { ended: 'connected', sni: null, checkedName: null },
    wrong: {
      ended: 'mqtt',
      outcome: 'closed-after-connect',
      by: 'server',
      sni: 'mintmarkprobe-ats.iot.eu-west-1.amazonaws.com',
    },
    unlimited: null,
  })
  expect(report.right.tls?.version).toBe('TLS 1.2')
  expect(report.meaning.join('\n')).toContain('A wrong host name goes unnoticed before mfw 1.2.1')
  expect(cloud.seen.map(({ servername }) => servername).sort()).toEqual(
    [ownHost, 'mintmarkprobe-ats.iot.eu-west-1.amazonaws.com', false].sort(),
  )
  const text = renderProbe(report)
  expect(text.split('\n')[0]).toBe(
    `connects: mfw_nrf9160_1.2.3 with host name ${ownHost}: CONNACK 0: the server let it in.`,
  )
  expect(text).toMatch(/ended at +connected +connected +mqtt/)
})

test('a broker that needs SNI: old firmware and host name NULL cannot connect', async () => {
  const { port, input } = await cloudWith({ endpoint: ownHost, needsSni: true })
  const report = await run(port, { ...input, as: 'mfw_nrf9160_1.2.0' })
  expect(report).toMatchObject({
    outcome: 'closed-after-connect',
    right: { ended: 'connected' },
    absent: { ended: 'mqtt' },
  })
  expect(report.meaning.join('\n')).toContain('host name NULL is no cure')
})

test('1.2.0 with a wrong host name connects by accident', async () => {
  const { port, input } = await cloudWith({ endpoint: ownHost })
  const report = await run(port, {
    ...input,
    as: 'mfw_nrf9160_1.2.0',
    host: 'zzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com',
  })
  expect(report).toMatchObject({
    outcome: 'connects-by-accident',
    right: { ended: 'mqtt' },
    absent: { ended: 'connected', checkedName: 'zzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com' },
  })
})

test('without a certificate to show, the end at CONNECT says so', async () => {
  const { port, input } = await cloudWith({ endpoint: ownHost })
  const { certificate: _left, ...rest } = input
  expect((await run(port, rest)).right).toMatchObject({
    ended: 'mqtt',
    says: expect.stringContaining('without --cert and --key'),
  })
})

test('with a client ID of the user the attempts do not throw each other out', async () => {
  const { port, input } = await cloudWith({ endpoint: ownHost })
  const report = await run(port, { ...input, clientId: 'device-1' })
  expect([report.right.ended, report.absent.ended]).toEqual(['connected', 'connected'])
})

test('a server for TLS 1.3 only: refused in TLS, and what it would speak is named', async () => {
  const port = await server({ ...(await certified({ names: region })), minVersion: 'TLSv1.3' })
  const report = await run(port)
  expect(report).toMatchObject({
    outcome: 'tls-refused-by-server',
    right: { ended: 'tls', by: 'server' },
    unlimited: { version: 'TLS 1.3' },
  })
  expect(report.says).toContain('alert protocol_version')
  expect(report.says).toContain('no nRF91 firmware speaks TLS 1.3')
})

test('a server whose suites the modem lacks', async () => {
  const port = await server({
    ...(await certified({ names: region })),
    ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384',
    maxVersion: 'TLSv1.2',
  })
  const report = await run(port)
  expect(report).toMatchObject({
    outcome: 'tls-refused-by-server',
    unlimited: { version: 'TLS 1.2', cipher: 'ECDHE-ECDSA-AES256-GCM-SHA384' },
  })
  expect(report.says).toContain('mfw_nrf9160_1.2.3 has none of its cipher suites')
})

test('a server that insists on a certificate and is shown none: its TLS 1.3 proves nothing', async () => {
  const { certificate } = pki.authority
  const port = await server({
    ...(await certified({ names: region })),
    ca: certificate,
    requestCert: true,
    rejectUnauthorized: true,
  })
  const report = await run(port)
  expect(report).toMatchObject({ outcome: 'tls-refused-by-server', right: { ended: 'tls', alert: expect.any(String) } })
  expect(report.says).toContain('--cert and --key')
  expect(report.says).not.toContain('no nRF91 firmware speaks TLS 1.3')
})

test('an unknown CA: the device refuses', async () => {
  const { key, certificate: cert } = await (await createAuthority('Some other root')).issue('server', { names: region })
  const report = await run(await server({ key, cert }))
  expect(report).toMatchObject({ outcome: 'tls-refused-by-device', right: { ended: 'tls', by: 'device' } })
  expect(report.says).toContain('leads to none of the trust anchors')
})

test('an expired certificate: refused, except by the firmware that does not look', async () => {
  const past = { notBefore: new Date(Date.now() - 2 * 86_400_000), notAfter: new Date(Date.now() - 86_400_000) }
  const port = await server(await certified({ names: region, ...past }))
  const newer = await run(port)
  expect(newer).toMatchObject({ outcome: 'tls-refused-by-device', right: { ended: 'tls' } })
  expect(newer.says).toContain('has expired')
  const { port: cloudPort, input } = await cloudWith({ endpoint: ownHost, notAfter: new Date(Date.now() - 1000) })
  expect(await run(cloudPort, { ...input, as: 'mfw_nrf9160_1.2.0' })).toMatchObject({ absent: { ended: 'connected' } })
})

test('a wrong name: the device refuses, unless its host name is NULL', async () => {
  const port = await server(await certified({ names: ['mqtt.example.com'] }))
  const report = await run(port, { timeoutMs: 500 })
  expect(report).toMatchObject({
    outcome: 'tls-refused-by-device',
    right: { ended: 'tls', by: 'device' },
    absent: { ended: 'mqtt' },
  })
  expect(report.says).toContain(`no name of the server's certificate (mqtt.example.com) covers ${ownHost}`)
})

test('a port that drops packets ends in tcp, in time', async () => {
  const dropping = await droppingPort()
  open.push(dropping.close)
  const start = Date.now()
  const report = await run(dropping.port, { timeoutMs: 400 })
  expect(Date.now() - start).toBeLessThan(2000)
  expect(report).toMatchObject({
    outcome: 'tcp-fails',
    right: { ended: 'tcp' },
    absent: { ended: 'tcp' },
    wrong: { ended: 'tcp' },
  })
  expect(report.says).toContain('packets are dropped on the way')
  expect(report.meaning).toEqual(['No server name was ever sent: every firmware ends at tcp.'])
})

test('a port where nothing listens', async () => {
  const listener = createTcpServer()
  const port = await listen(listener)
  await new Promise((resolve) => listener.close(resolve))
  expect(await run(port)).toMatchObject({
    outcome: 'tcp-fails',
    right: { says: expect.stringContaining('nothing listens on that port') },
  })
})

test('a port that accepts and says nothing, and one that speaks something else', async () => {
  const silent = createTcpServer((socket) => socket.on('error', () => {}).resume())
  const loud = createTcpServer((socket) =>
    socket
      .on('error', () => {})
      .resume()
      .end('SSH-2.0-OpenSSH_9.2\r\n'),
  )
  for (const listener of [silent, loud]) open.push(() => new Promise((resolve) => listener.close(resolve)))
  expect((await run(await listen(silent), { timeoutMs: 300 })).right).toMatchObject({
    ended: 'tls',
    outcome: 'unknown',
    says: expect.stringContaining('no TLS answer in 0.3 s'),
  })
  expect((await run(await listen(loud))).right).toMatchObject({
    ended: 'tls',
    says: expect.stringContaining('speaks no TLS'),
  })
})

test('a server that never answers CONNECT', async () => {
  const port = await server(await certified({ names: region }))
  expect((await run(port, { timeoutMs: 400 })).right).toMatchObject({
    ended: 'mqtt',
    outcome: 'unknown',
    says: expect.stringContaining('no CONNACK came in 0.4 s'),
  })
})

test('a name that does not resolve ends in dns', async () => {
  // No resolver is asked for a label of 64 letters.
  const host = `${'a'.repeat(64)}.invalid`
  const report = await probe({ madeUpClientId: () => 'x' })({
    target: { host, port: 8883, connectTo: null },
    firmware: firmware('mfw_nrf9160_1.3.7'),
    ca: [],
    timeoutMs: 1000,
  })
  expect(report).toMatchObject({ outcome: 'dns-fails', right: { ended: 'dns' }, addresses: [] })
  expect(report.says).toContain(`${host} does not resolve`)
})

test('an IP address cannot be a server name', async () => {
  const { port, input } = await cloudWith({ endpoint: ownHost })
  expect((await run(port, { ...input, host: '127.0.0.1' })).right).toMatchObject({
    sni: null,
    checkedName: '127.0.0.1',
    ended: 'tls',
    by: 'device',
  })
})
