import type { FleetRow } from '../../../core/impact/fleet-row.ts'
import { impactJudge } from '../../../core/impact/judge-impact.ts'
import { addToSums, emptySums } from '../../../core/impact/sum-impact.ts'
import { parseFirmware } from '../../../core/modem/parse-firmware.ts'

const right = 'a1b2c3d4e5-ats.iot.eu-west-1.amazonaws.com'
const stranger = 'zzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com'
const now = Date.parse('2026-11-22T00:00:00Z')
const daysAgo = (days: number) => now - days * 86_400_000

function judge(row: Partial<FleetRow>, to = 'mfw_nrf9160_1.2.3') {
  const parsed = parseFirmware(to)
  if (!parsed.ok) throw new Error(parsed.says)
  return impactJudge({ to: parsed.firmware, account: { dataAts: right }, now, maxAgeDays: 30 })({
    device: 'one',
    count: 1,
    firmware: 'mfw_nrf9160_1.2.0',
    firmwareSource: 'registry',
    firmwareDate: daysAgo(1),
    firmwareDateText: '2026-11-21',
    expectedEndpoint: undefined,
    connection: { hostname: right, certificateMode: 'DEFAULT' },
    ...row,
  })
}
const at = (hostname: string | null) => ({ connection: { hostname, certificateMode: 'DEFAULT' as const } })

test.each([
  [at(right), 'connects', 'connects', 'keeps-connecting', ''],
  [at(stranger), 'connects-by-accident', 'closed-after-connect', 'goes-dark', 'host-other-account'],
  [at('iot.example.org'), 'tls-refused-by-device', 'tls-refused-by-device', 'stays-dark', 'host-unknown-name'],
  [
    { connection: { hostname: right, certificateMode: 'SNI_ONLY' as const } },
    'closed-after-connect',
    'connects',
    'comes-back',
    '',
  ],
  [{ connection: { hostname: right } }, 'unknown', 'connects', 'undecided', ''],
])('%j: %s, then %s: %s', (row, before, after, verdict, rule) => {
  expect(judge(row)).toMatchObject({ before, after, verdict, rule, firmwareKnown: 'fresh', ageDays: 1 })
})

test.each([
  [{ firmware: undefined }, 'unknown'],
  [{ firmwareDate: daysAgo(31) }, 'stale'],
  [{ firmwareDate: undefined }, 'unsourced'],
  [{ firmwareSource: undefined }, 'unsourced'],
  [{ firmware: 'mfw_nrf9160_1.2.9' }, 'unlisted'],
])('%j is never safe', (row, firmwareKnown) => {
  expect(judge(row)).toMatchObject({ firmwareKnown, verdict: 'firmware-unknown' })
})

test('thirty days are not too old', () => {
  expect(judge({ firmwareDate: daysAgo(30) }).verdict).toBe('keeps-connecting')
})

test('firmware of another family is not applicable', () => {
  expect(judge({}, 'mfw_nrf91x1_2.0.2').verdict).toBe('not-applicable')
})

test('a row may have an endpoint of its own', () => {
  expect(judge({ ...at(stranger), expectedEndpoint: stranger }).verdict).toBe('keeps-connecting')
})

test('sums count rows and devices', () => {
  const sums = emptySums()
  addToSums(sums, judge(at(stranger)), 250)
  addToSums(sums, judge(at(right)), 10)
  addToSums(sums, judge({ ...at(stranger), firmware: undefined }), 7)
  expect(sums).toMatchObject({ rows: 3, devices: 267, unknownAndDarkAfter: 7 })
  expect(sums.byVerdict['goes-dark']).toEqual({ rows: 1, devices: 250 })
  expect(sums.byVerdict['firmware-unknown']).toEqual({ rows: 1, devices: 7 })
})
