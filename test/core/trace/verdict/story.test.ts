import { pcapFile } from '../../../support/capture/pcap-file.ts'
import { readReport } from '../../../support/capture/read-facts.ts'
import { sessionPackets } from '../../../support/capture/session-packets.ts'
import { modemCapture } from '../../../support/capture/story-capture.ts'
import type { Passed } from '../../../support/tls/record-session.ts'
import { createPki, otherHost, ownHost, recordDevice, type TestPki } from '../../../support/tls/sessions.ts'

let pki: TestPki
let closed: Passed[]
beforeAll(async () => {
  pki = await createPki()
  closed = await recordDevice(pki, { after: 'close', servername: otherHost })
})
const account = { dataAts: ownHost }

test('one capture answers the story in one sentence', () => {
  const report = readReport(modemCapture('mfw_nrf9160_1.2.3', sessionPackets(closed)), { account })
  expect(report).toMatchObject({
    outcome: 'closed-after-connect',
    cause: 'wrong-host',
    evidence: 'inferred',
    firmware: { text: 'mfw_nrf9160_1.2.3', from: 'capture' },
  })
  const { says } = report
  expect(says.match(/\.(\s|$)/g)).toHaveLength(1)
  expect(says).toMatch(/^mfw_nrf9160_1\.2\.3 /)
  expect(says).toContain(`certificate ${pki.device.id.slice(0, 12)}…`)
  expect(says).toContain(`its SNI names ${otherHost}, the endpoint of another account in eu-west-1`)
  expect(says).toContain(
    "covers it with *.iot.eu-west-1.amazonaws.com: the Region's wildcard matches the host of every account",
  )
  expect(says).toMatch(/the server closed \(FIN\) \d+ ms after the first application data without answering a byte/)
  expect(says).toContain('your account can have no log of it')
  expect(says).toContain(
    'mfw_nrf9160_1.2.0 sent no SNI, so with the same setting AWS found the account by the certificate and let it in',
  )
  expect(says).toContain(
    `set the TLS host name (CONFIG_AWS_IOT_BROKER_HOST_NAME of the aws_iot library, else the hostname given to the TLS socket) to ${ownHost}`,
  )
})

test('the other half of the comparison is the prediction for the other firmware', () => {
  const { prediction, findings } = readReport(modemCapture('mfw_nrf9160_1.2.3', sessionPackets(closed)), {
    account,
    certificateMode: 'DEFAULT',
  })
  expect(prediction).toMatchObject({
    firmware: 'mfw_nrf9160_1.2.0',
    hostname: otherHost,
    outcome: 'connects-by-accident',
  })
  expect(findings).toContainEqual(expect.objectContaining({ rule: 'host-other-account', severity: 'error' }))
})

test('without the expected endpoint the sentence says what is missing', () => {
  const { says, cause, prediction } = readReport(modemCapture('mfw_nrf9160_1.2.3', sessionPackets(closed)))
  expect(says).toContain('an AWS IoT endpoint in eu-west-1')
  expect(says).toContain('give --expected-endpoint')
  expect([cause, prediction]).toEqual(['unknown', null])
})

test('without AT packets the ClientHello says which side of 1.2.1 the firmware is on', () => {
  expect(readReport(pcapFile(101, sessionPackets(closed)), { account }).says).toMatch(
    /^A device that sends SNI \(mfw 1\.2\.1 or later\)/,
  )
})

test.each([
  ['a1b2c3d4e5f6g7-ats.iot.us-east-1.amazonaws.com', "an endpoint in us-east-1, while the account's is in eu-west-1"],
  ['a1b2c3d4e5f6g7.iot.eu-west-1.amazonaws.com', "the account's legacy endpoint, without -ats"],
  ['c1.credentials.iot.eu-west-1.amazonaws.com', 'a credential-provider endpoint'],
  ['mqtt.example.com', 'no endpoint of the account'],
])('SNI %s', async (servername, says) => {
  const passed = await recordDevice(pki, { after: 'close', servername })
  const report = readReport(pcapFile(101, sessionPackets(passed)), { account })
  expect(report).toMatchObject({ outcome: 'closed-after-connect', cause: 'wrong-host' })
  expect(report.says).toContain(says)
})

test('with the right SNI the cloud side is asked', () => {
  return recordDevice(pki, { after: 'close', servername: ownHost }).then((passed) => {
    const report = readReport(pcapFile(101, sessionPackets(passed)), { account })
    expect(report).toMatchObject({ outcome: 'closed-after-connect', cause: 'not-accepted' })
    expect(report.says).toContain('mintmark doctor IMEI')
  })
})

test('one short answer before the close reads as a refusing CONNACK', async () => {
  const passed = await recordDevice(pki, { after: 'refuse', servername: ownHost })
  expect(readReport(pcapFile(101, sessionPackets(passed)), { account }).says).toContain(
    'as a refusing CONNACK would be',
  )
})

test('port 443 without ALPN', async () => {
  const passed = await recordDevice(pki, { after: 'close', servername: ownHost })
  const report = readReport(pcapFile(101, sessionPackets(passed, { serverPort: 443 })), { account })
  expect(report).toMatchObject({ cause: 'alpn-missing' })
  expect(report.says).toContain('x-amzn-mqtt-ca')
})

test('a device with nothing to show', async () => {
  const passed = await recordDevice(pki, { after: 'close', servername: ownHost, certificate: false })
  const report = readReport(pcapFile(101, sessionPackets(passed)), { account })
  expect(report.cause).toBe('no-client-certificate')
  expect(report.says).toContain('none sent: the security tag it uses is empty')
})

test('a connection that works says so, measured', async () => {
  const passed = await recordDevice(pki, { after: 'answer', servername: ownHost })
  const report = readReport(modemCapture('mfw_nrf9160_1.3.7', sessionPackets(passed)), { account })
  expect(report).toMatchObject({
    outcome: 'connects',
    cause: 'none',
    evidence: 'measured',
    prediction: { firmware: 'mfw_nrf9160_1.2.0' },
  })
})

test('a server that only speaks TLS 1.3', async () => {
  const passed = await recordDevice(pki, { after: 'close', servername: ownHost, server: { minVersion: 'TLSv1.3' } })
  const report = readReport(pcapFile(101, sessionPackets(passed)), { account })
  expect(report).toMatchObject({
    outcome: 'tls-refused-by-server',
    cause: 'no-common-version-or-cipher',
    evidence: 'measured',
  })
  expect(report.says).toContain('TLS 1.3-only security policy')
})

test('a server whose names do not cover the SNI', async () => {
  const passed = await recordDevice(pki, {
    after: 'close',
    servername: 'mqtt.example.com',
    client: { rejectUnauthorized: true },
  })
  const report = readReport(pcapFile(101, sessionPackets(passed)), { account })
  expect(report).toMatchObject({ outcome: 'tls-refused-by-device', cause: 'name-not-covered' })
  expect(report.says).toContain('iot.eu-west-1.amazonaws.com')
})

test('a fallback broker is named, and the failure it hides stays the answer', () => {
  const connect = Buffer.from('\x10\x11\x00\x04MQTT\x04\xc2\x00\x3c\x00\x05dev-1', 'latin1')
  const plain: Passed[] = [
    { from: 'client', bytes: connect },
    { from: 'server', bytes: Buffer.from([0x20, 2, 0, 0]) },
  ]
  const later = Date.now() * 1000 + 60_000_000
  const packets = [
    ...sessionPackets(closed),
    ...sessionPackets(plain, { server: '192.168.1.9', serverPort: 1883, clientPort: 49_500, start: later }),
  ]
  const report = readReport(pcapFile(101, packets), { account })
  expect(report.outcome).toBe('closed-after-connect')
  expect(report.connections[1]?.says).toContain('192.168.1.9:1883 without TLS, with a user name and password in clear')
  expect(report.findings).toContainEqual(expect.objectContaining({ rule: 'fallback-broker' }))
})

test('a slow attach after an update, and a modem that never registered', () => {
  const slow = [
    'AT+CFUN=1',
    'OK\r\n',
    '+CEREG: 2,"0901","020A6B16",7\r\n',
    ...Array.from({ length: 70 }, () => 'AT%XMONITOR'),
    '+CEREG: 1\r\n',
  ]
  const rules = (report: ReturnType<typeof readReport>) => report.findings.map(({ rule }) => rule)
  const report = readReport(modemCapture('mfw_nrf9160_1.2.3', sessionPackets(closed, { start: 1.8e15 }), slow), {
    account,
  })
  expect(rules(report)).toContain('slow-attach')
  expect(report.at?.attachMs).toBe(73_000)

  const denied = readReport(modemCapture('mfw_nrf9160_1.2.3', [], [], '+CEREG: 3'), { account })
  expect(denied).toMatchObject({ outcome: 'unknown', findings: [{ rule: 'not-registered', severity: 'error' }] })
})

test('a key in the file is an error, whatever else the capture shows', () => {
  const file = modemCapture('mfw_nrf9160_1.2.3', sessionPackets(closed), [
    'AT%CMNG=0,16842753,2,"-----BEGIN EC PRIVATE KEY-----',
    'OK\r\n',
  ])
  const finding = readReport(file, { account }).findings.find(({ rule }) => rule === 'private-key-in-capture')
  expect(finding).toMatchObject({ severity: 'error' })
  expect(finding?.says).toContain('tag 16842753')
})
