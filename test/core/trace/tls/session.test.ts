import { pcapFile } from '../../../support/capture/pcap-file.ts'
import { readFacts } from '../../../support/capture/read-facts.ts'
import { sessionPackets } from '../../../support/capture/session-packets.ts'
import type { Passed } from '../../../support/tls/record-session.ts'
import { createPki, otherHost, ownHost, recordDevice, region, type TestPki } from '../../../support/tls/sessions.ts'

let pki: TestPki
let closed: Passed[]
beforeAll(async () => {
  pki = await createPki()
  closed = await recordDevice(pki, {
    after: 'close',
    servername: otherHost,
    client: { ALPNProtocols: ['x-amzn-mqtt-ca'] },
  })
})
const connectionOf = (file: Buffer) => {
  const [connection] = readFacts(file).connections
  if (!connection?.carried?.tls) throw new Error('no TLS connection was found')
  return { ...connection, tls: connection.carried.tls }
}
const sent = (bytes: readonly Passed[], from: string) =>
  bytes.flatMap((event) => (event.from === from && 'bytes' in event ? [event.bytes] : []))

test('a TLS 1.2 session shows SNI, versions, certificates, their IDs, the messages in order and who closed', () => {
  const { tls, ending, close } = connectionOf(pcapFile(101, sessionPackets(closed)))
  expect(ending).toBe('closed-unanswered')
  expect(close).toMatchObject({ by: 'server', how: 'FIN' })
  expect(tls.hello).toMatchObject({
    sni: otherHost,
    alpn: ['x-amzn-mqtt-ca'],
    versions: ['TLS 1.2'],
    sessionTicket: 'empty',
  })
  expect(tls).toMatchObject({ version: 'TLS 1.2', inferred: false, incomplete: false, resumed: false })
  expect(tls.cipher).toMatch(/^TLS_ECDHE_ECDSA_/)
  expect(tls.serverCertificate).toMatchObject({
    seen: 'sent',
    certificate: { names: region, id: pki.server.id, issuer: 'CN=Test Root' },
  })
  expect(tls.clientCertificate).toMatchObject({ seen: 'sent', certificate: { id: pki.device.id } })
  expect(tls.messages.map(({ from, message }) => `${from} ${message}`)).toEqual([
    'client ClientHello',
    'server ServerHello',
    'server Certificate',
    'server ServerKeyExchange',
    'server CertificateRequest',
    'server ServerHelloDone',
    'client Certificate',
    'client ClientKeyExchange',
    'client CertificateVerify',
    'client Finished',
    'server NewSessionTicket',
    'server Finished',
  ])
  expect(tls.data.client.records).toBe(1)
  expect(tls.data.server.records).toBe(0)
})

test('segments of any size, order and number give the same facts', () => {
  const whole = connectionOf(pcapFile(101, sessionPackets(closed, { start: 1e15 })))
  for (const segment of [1, 2, 3, 5, 17, 100, 536]) {
    const packets = sessionPackets(closed, { segment, start: 1e15 })
    const again = packets.flatMap((packet, n) => (n % 5 === 0 ? [packet, packet] : [packet]))
    const swapped = packets.slice(0, 4)
    for (let n = 4; n < packets.length; n += 2) swapped.push(...packets.slice(n, n + 2).reverse())
    for (const order of [packets, again, swapped]) {
      const { tls, ending } = connectionOf(pcapFile(101, order))
      expect(ending).toBe(whole.ending)
      expect(tls.hello).toEqual(whole.tls.hello)
      expect(tls.serverCertificate).toEqual(whole.tls.serverCertificate)
      expect(tls.clientCertificate).toEqual(whole.tls.clientCertificate)
      expect(tls.data.client.bytes).toBe(whole.tls.data.client.bytes)
      expect(tls.incomplete).toBe(false)
    }
  }
})

test('sequence numbers that wrap inside the handshake change nothing', () => {
  const { tls } = connectionOf(
    pcapFile(101, sessionPackets(closed, { clientSequence: 0xffffff80, serverSequence: 0xfffffe00 })),
  )
  expect(tls.clientCertificate).toMatchObject({ certificate: { id: pki.device.id } })
  expect(tls.completed).not.toBeNull()
})

test('counts the bytes of application data in both directions exactly', async () => {
  const passed = await recordDevice(pki, { after: 'answer', servername: ownHost })
  const { tls, ending } = connectionOf(pcapFile(101, sessionPackets(passed)))
  expect(ending).toBe('answered')
  expect(tls.data.client.records).toBe(2)
  expect(tls.data.server.records).toBe(2)
  const records = (stream: Buffer) => {
    let bytes = 0
    for (let at = 0; at + 5 <= stream.length; at += 5 + stream.readUInt16BE(at + 3))
      if (stream[at] === 23) bytes += stream.readUInt16BE(at + 3)
    return bytes
  }
  for (const from of ['client', 'server'] as const)
    expect(tls.data[from].bytes).toBe(records(Buffer.concat(sent(passed, from))))
})

test('a device with nothing in its security tag sends no certificate', async () => {
  const passed = await recordDevice(pki, { after: 'close', servername: ownHost, certificate: false })
  expect(connectionOf(pcapFile(101, sessionPackets(passed))).tls.clientCertificate).toEqual({ seen: 'none-sent' })
})

test('a server that does not ask is told apart from a device that does not answer', async () => {
  const passed = await recordDevice(pki, { after: 'close', servername: ownHost, server: { requestCert: false } })
  expect(connectionOf(pcapFile(101, sessionPackets(passed))).tls.clientCertificate).toEqual({ seen: 'not-requested' })
})

test('a client that sends no SNI', async () => {
  const passed = await recordDevice(pki, { after: 'answer' })
  expect(connectionOf(pcapFile(101, sessionPackets(passed))).tls.hello?.sni).toBeNull()
})

test('TLS 1.3 hides the certificates, and what is inferred says so', async () => {
  const passed = await recordDevice(pki, { after: 'answer', servername: ownHost, client: { maxVersion: 'TLSv1.3' } })
  const { tls, ending } = connectionOf(pcapFile(101, sessionPackets(passed)))
  expect(tls).toMatchObject({
    version: 'TLS 1.3',
    inferred: true,
    serverCertificate: { seen: 'encrypted' },
    clientCertificate: { seen: 'encrypted' },
  })
  expect(tls.hello?.versions).toContain('TLS 1.3')
  expect(ending).toBe('answered')
})

test('a server that wants TLS 1.3 refuses with an alert in clear', async () => {
  const passed = await recordDevice(pki, { after: 'close', servername: ownHost, server: { minVersion: 'TLSv1.3' } })
  const { tls, ending } = connectionOf(pcapFile(101, sessionPackets(passed)))
  expect(ending).toBe('refused-by-server')
  expect(tls.alerts[0]).toMatchObject({ from: 'server', level: 'fatal', alert: 'protocol_version' })
})

test('a device that does not trust the server refuses with an alert in clear', () => {
  const [hello, flight] = closed
  const alert: Passed = { from: 'client', bytes: Buffer.from('15030300020230', 'hex') }
  const passed = [hello, flight, alert, { from: 'client' as const, end: 'FIN' as const }].filter(
    (event) => event !== undefined,
  )
  const { tls, ending } = connectionOf(pcapFile(101, sessionPackets(passed)))
  expect(ending).toBe('refused-by-device')
  expect(tls).toMatchObject({ completed: null, alerts: [{ from: 'client', level: 'fatal', alert: 'unknown_ca' }] })
})

test('a device whose TLS judges the server after the handshake leaves without a word', async () => {
  const passed = await recordDevice(pki, { after: 'close', servername: ownHost, client: { rejectUnauthorized: true } })
  expect(connectionOf(pcapFile(101, sessionPackets(passed))).ending).toBe('device-left')
})

test('bytes that the capture lacks make a session incomplete, never wrong', () => {
  const packets = sessionPackets(closed, { segment: 100 })
  for (let drop = 3; drop < packets.length; drop += 1) {
    const left = packets.filter((_, n) => n !== drop)
    const [connection] = readFacts(pcapFile(101, left)).connections
    const tls = connection?.carried?.tls
    if (!tls) continue
    if (tls.hello) expect(tls.hello.sni).toBe(otherHost)
    if (tls.clientCertificate.seen === 'sent') expect(tls.clientCertificate.certificate.id).toBe(pki.device.id)
    if (tls.serverCertificate.seen === 'sent') expect(tls.serverCertificate.certificate.id).toBe(pki.server.id)
    expect(['closed-unanswered', 'handshake-unfinished']).toContain(connection?.ending)
  }
})

test('a lost flight of the device leaves the handshake proven by the data behind it', () => {
  const packets = sessionPackets(closed)
  const flight = packets.findIndex(({ bytes }, n) => n > 3 && bytes.readUInt16BE(20) === 49_152 && bytes.length > 300)
  const [connection] = readFacts(
    pcapFile(
      101,
      packets.filter((_, n) => n !== flight),
    ),
  ).connections
  expect(connection).toMatchObject({
    ending: 'closed-unanswered',
    carried: { tls: { incomplete: true, clientCertificate: { seen: 'missing' } } },
  })
})

test('a capture that begins inside a session tells what is left of it', () => {
  const packets = sessionPackets(closed)
  const late = packets.findIndex(({ bytes }) => bytes[40] === 23)
  const { tls, close } = connectionOf(pcapFile(101, packets.slice(late)))
  expect(tls.hello).toBeNull()
  expect(tls.data.client.bytes).toBeGreaterThan(0)
  expect(close?.how).toBe('FIN')
})

test('the tail of an earlier connection is no failure', () => {
  const packets = sessionPackets(closed)
  const goodbye = packets.findLastIndex(({ bytes }) => bytes[40] === 21)
  const [connection] = readFacts(pcapFile(101, packets.slice(goodbye))).connections
  expect(connection).toMatchObject({ ending: 'began-earlier', carried: { tls: { alerts: [{ alert: null }] } } })
})

test('a capture cut at every packet never claims more than it has', () => {
  const packets = sessionPackets(closed, { segment: 200 })
  const seen = packets.map((_, n) => readFacts(pcapFile(101, packets.slice(0, n + 1))).connections[0]?.ending)
  expect(seen[0]).toBe('tcp-silent')
  expect(seen.at(-1)).toBe('closed-unanswered')
  expect(seen).not.toContain('answered')
})
