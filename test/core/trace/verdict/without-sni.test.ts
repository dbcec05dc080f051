import { udpPacket } from '../../../support/capture/packets.ts'
import { pcapFile } from '../../../support/capture/pcap-file.ts'
import { readReport } from '../../../support/capture/read-facts.ts'
import { sessionPackets } from '../../../support/capture/session-packets.ts'
import { createPki, otherHost, ownHost, recordDevice, type TestPki } from '../../../support/tls/sessions.ts'

let pki: TestPki
beforeAll(async () => {
  pki = await createPki()
})
const account = { dataAts: ownHost }

/** An answer of the DNS that gives `host` the address of the recorded server. */
const lookup = (host: string): Buffer => {
  const labels = host.split('.').flatMap((label) => [label.length, ...Buffer.from(label)])
  const question = [...labels, 0, 0, 1, 0, 1]
  const answer = [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 52, 1, 2, 3]
  return udpPacket(
    '10.0.0.53',
    53,
    '10.0.0.2',
    40_000,
    Buffer.from([0, 1, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, ...question, ...answer]),
  )
}
const capture = async (host: string | null, after: 'answer' | 'close') => {
  const packets = sessionPackets(await recordDevice(pki, { after }))
  const first = packets[0]?.time ?? 0
  return pcapFile(101, [...(host === null ? [] : [{ bytes: lookup(host), time: first - 1000 }]), ...packets])
}
const firmware = { text: 'mfw_nrf9160_1.2.0', family: 'nrf9160' as const, version: [1, 2, 0] as const, listed: true }

test('1.2.0 with a wrong host name connects by accident: the DNS question gives it away', async () => {
  const report = readReport(await capture(otherHost, 'answer'), { account, firmware, certificateMode: 'DEFAULT' })
  expect(report).toMatchObject({
    outcome: 'connects-by-accident',
    cause: 'wrong-host-later',
    prediction: { firmware: 'mfw_nrf9160_1.2.3', outcome: 'closed-after-connect' },
  })
  expect(report.says).toContain(`it had asked the DNS for ${otherHost}, the endpoint of another account`)
  expect(report.says).toContain(`set the TLS host name to ${ownHost} before the modem firmware is updated`)
})

test('1.2.0 with the right host name connects, and will', async () => {
  const report = readReport(await capture(ownHost, 'answer'), { account, firmware })
  expect(report).toMatchObject({
    outcome: 'connects',
    prediction: { firmware: 'mfw_nrf9160_1.2.3', outcome: 'connects' },
  })
})

test('without a DNS question nothing is claimed about the next firmware', async () => {
  const report = readReport(await capture(null, 'answer'), { account })
  expect(report).toMatchObject({ outcome: 'connects', prediction: null })
  expect(report.says).toMatch(/^A device that sends no SNI \(mfw before 1\.2\.1, or host name NULL\)/)
})

test('refused without SNI: nobody can have a log', async () => {
  const report = readReport(await capture(ownHost, 'close'), { account, firmware })
  expect(report).toMatchObject({ outcome: 'closed-after-connect', cause: 'not-accepted' })
  expect(report.says).toContain('without an SNI nobody gets a log')
})

test('a firmware that can send SNI and did not has host name NULL', async () => {
  const newer = { ...firmware, text: 'mfw_nrf9160_1.2.3', version: [1, 2, 3] as const }
  expect(readReport(await capture(null, 'answer'), { account, firmware: newer }).says).toContain(
    'its host name is NULL or empty',
  )
})
