import { compareTraces } from '../../../../core/trace/compare/compare-traces.ts'
import { readReport } from '../../../support/capture/read-facts.ts'
import { sessionPackets } from '../../../support/capture/session-packets.ts'
import { modemCapture } from '../../../support/capture/story-capture.ts'
import { createPki, otherHost, ownHost, recordDevice, type TestPki } from '../../../support/tls/sessions.ts'

let pki: TestPki
beforeAll(async () => {
  pki = await createPki()
})
const account = { dataAts: ownHost }
const report = async (firmware: string, name: string, behaviour: Parameters<typeof recordDevice>[1], from = pki) =>
  readReport(modemCapture(firmware, sessionPackets(await recordDevice(from, behaviour))), { account }, name)

test('the story: without SNI it worked, with the wrong one it does not', async () => {
  const working = await report('mfw_nrf9160_1.2.0', 'working.pcapng', { after: 'answer' })
  const failing = await report('mfw_nrf9160_1.2.3', 'failing.pcapng', { after: 'close', servername: otherHost })
  const { says, differences, same } = compareTraces(working, failing)
  expect(says).toBe(
    `working.pcapng comes out as connects, failing.pcapng as closed-after-connect (firmware mfw_nrf9160_1.2.0 against mfw_nrf9160_1.2.3); what differs first is the SNI: none sent against ${otherHost}; nothing else that decides a connection differs.`,
  )
  expect(differences.map(({ what }) => what)).toEqual(['outcome', 'firmware', 'SNI', 'alerts', 'close', 'answer'])
  expect(same).toContain('client certificate')
})

test('another certificate comes after another SNI, and before ciphers', async () => {
  const other = { ...pki, device: await pki.authority.issue('AWS IoT Certificate') }
  const a = await report('mfw_nrf9160_1.3.7', 'a', { after: 'answer', servername: ownHost })
  const b = await report(
    'mfw_nrf9160_1.3.7',
    'b',
    { after: 'close', servername: ownHost, client: { ciphers: 'ECDHE-ECDSA-AES256-SHA' } },
    other,
  )
  const { says } = compareTraces(a, b)
  expect(says).toContain(`what differs first is the client certificate: ${pki.device.id} against ${other.device.id}`)
  expect(says).toContain('also different: ciphers offered, cipher')
})

test('when nothing on the wire differs, the cloud side does', async () => {
  const a = await report('mfw_nrf9160_1.3.7', 'a', { after: 'answer', servername: ownHost })
  const b = await report('mfw_nrf9160_1.3.7', 'b', { after: 'close', servername: ownHost })
  expect(compareTraces(a, b).says).toContain('certificate status, policy, client ID')
})

test('a capture compared with itself', async () => {
  const a = await report('mfw_nrf9160_1.3.7', 'a', { after: 'answer', servername: ownHost })
  expect(compareTraces(a, a)).toMatchObject({ differences: [], says: expect.stringContaining('do not differ') })
})

test('a capture without a connection is compared too', async () => {
  const a = await report('mfw_nrf9160_1.3.7', 'a', { after: 'answer', servername: ownHost })
  const none = readReport(modemCapture('mfw_nrf9160_1.3.7', []), { account }, 'none')
  expect(compareTraces(a, none).differences[0]).toEqual({ what: 'outcome', a: 'connects', b: 'no connection' })
})
