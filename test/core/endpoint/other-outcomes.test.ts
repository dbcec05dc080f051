import { otherOutcomes } from '../../../core/endpoint/other-outcomes.ts'

const right = 'a1b2c3d4e5-ats.iot.eu-west-1.amazonaws.com'
const stranger = 'zzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com'
const device = { account: { dataAts: right }, certificateMode: 'DEFAULT' as const }
const outcomes = (firmware: string, hostname: string | null, more: object = {}) =>
  otherOutcomes({ ...device, firmware, hostname, ...more }).map(({ outcome }) => outcome)

test('the right host on firmware with SNI hangs on nothing', () => {
  expect(outcomes('mfw_nrf9160_1.2.3', right)).toEqual([])
})

test("another account's host could be refused in TLS, or routed by the certificate", () => {
  expect(outcomes('mfw_nrf9160_1.2.3', stranger)).toEqual(['tls-refused-by-server', 'connects'])
  expect(outcomes('mfw_nrf9160_1.2.0', stranger)).toEqual(['connects', 'closed-after-connect'])
})

test('without SNI AWS may refuse', () => {
  expect(otherOutcomes({ ...device, firmware: 'mfw_nrf9160_1.2.3', hostname: null })).toEqual([
    { if: 'AWS refuses every connection without a server name', outcome: 'closed-after-connect' },
  ])
  expect(outcomes('mfw_nrf9160_1.2.3', null, { certificateMode: 'SNI_ONLY' })).toEqual([])
})

test('how the modem compares names decides on upper case and a final dot', () => {
  expect(outcomes('mfw_nrf9160_1.2.3', right.toUpperCase())).toEqual(['tls-refused-by-device'])
  expect(outcomes('mfw_nrf9160_1.2.3', `${right}.`)).toEqual([
    'tls-refused-by-server',
    'tls-refused-by-server',
    'tls-refused-by-device',
  ])
})
