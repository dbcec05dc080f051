import { rootCertificates } from 'node:tls'
import { amazonRoots } from '../../../core/credential/amazon-roots.ts'
import { cmngDigest, lineEndingVariants } from '../../../core/credential/digests.ts'
import { identifyItems, trustAnchorsOf } from '../../../core/inspect/identify-items.ts'
import { type Inspection, inspectFindings } from '../../../core/inspect/inspect-findings.ts'
import { factsOf } from '../../../core/modem/firmware-facts.ts'
import { parseFirmware } from '../../../core/modem/parse-firmware.ts'
import { parseListing } from '../../../core/modem/parse-listing.ts'

const roots = amazonRoots(rootCertificates)
const known = Object.entries(roots).map(([name, pem]) => ({ name, pem }))
const device = { name: 'device.pem', pem: '-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n' }
const digestOf = (pem: string, form: number) => lineEndingVariants(pem)[form]?.sha256 ?? ''

function items(...lines: string[]) {
  return identifyItems(parseListing(lines).entries, [device, ...known])
}
function findings(over: Partial<Inspection>, text = 'mfw_nrf9160_1.3.7') {
  const parsed = parseFirmware(text)
  if (!parsed.ok) throw new Error(parsed.says)
  return inspectFindings({ firmware: factsOf(parsed.firmware), items: [], expected: [], ...over })
}
const full = (form = 0) => [
  `%CMNG: 42,0,"${digestOf(roots.AmazonRootCA1, form)}"`,
  `%CMNG: 42,1,"${digestOf(device.pem, 0)}"`,
  `%CMNG: 42,2,"${'AB'.repeat(32)}"`,
]

test.each([0, 1, 2, 3])('a root is known in line-ending form %d', (form) => {
  const [root] = items(...full(form))
  expect(root?.is?.certificate).toBe('AmazonRootCA1')
  expect(trustAnchorsOf(items(...full(form)))).toEqual(['AmazonRootCA1'])
})

test('a complete tag has nothing wrong', () => {
  expect(findings({ tag: 42, items: items(...full()), expected: ['device.pem'] })).toEqual([])
})

test('a SiP of revision 1 is too old for firmware 1.3, and for no other', () => {
  const rules = (hardware: string, firmware: string) =>
    findings({ tag: 42, items: items(...full()), hardware }, firmware).map(({ rule }) => rule)
  expect(rules('nRF9160 SICA B0A', 'mfw_nrf9160_1.3.0')).toEqual(['hardware-too-old'])
  expect(rules('nRF9160 SICA B0A', 'mfw_nrf9160_1.2.8')).toEqual([])
  expect(rules('nRF9160 SICA B1A', 'mfw_nrf9160_1.3.7')).toEqual([])
  expect(rules('nRF9161 LACA A0A', 'mfw_nrf91x1_2.0.4')).toEqual([])
})

test.each([
  ['', 'its line breaks are gone'],
  [' ', 'its line breaks became spaces'],
  ['\\n', 'its line breaks became the two characters \\n'],
  ['\r', 'its line breaks became lone carriage returns'],
])('a certificate with %j for its line breaks is named, and what it was', (by, how) => {
  const spoilt = items(`%CMNG: 42,0,"${cmngDigest(roots.AmazonRootCA1.replaceAll('\n', by))}"`, ...full().slice(1))
  expect(spoilt[0]?.was).toEqual({ certificate: 'AmazonRootCA1', how })
  expect(findings({ tag: 42, items: spoilt })).toMatchObject([{ rule: 'line-breaks-lost', severity: 'error' }])
})

test('what is missing in the tag of the application is an error, elsewhere a warning', () => {
  const partial = items(...full().slice(0, 1))
  expect(findings({ tag: 42, items: partial })).toEqual([
    expect.objectContaining({
      rule: 'items-missing',
      severity: 'error',
      says: expect.stringContaining('no client certificate and no private key'),
    }),
  ])
  expect(findings({ items: partial })[0]).toMatchObject({ severity: 'warning' })
  expect(findings({ tag: 7, items: [] })[0]?.says).toContain('Security tag 7 holds nothing')
})

test('a certificate that was to be there and is not', () => {
  const other = items(full()[0] ?? '', `%CMNG: 42,1,"${'CD'.repeat(32)}"`, full()[2] ?? '')
  expect(findings({ tag: 42, items: other, expected: ['device.pem'] }).map(({ rule }) => rule)).toEqual([
    'certificate-absent',
    'certificate-unknown',
  ])
})

test('other line ends are the same certificate', () => {
  expect(findings({ tag: 42, items: items(...full(2)) })).toEqual([
    expect.objectContaining({ rule: 'line-ends', severity: 'info', says: expect.stringContaining('CRLF, final CRLF') }),
  ])
})

test('placeholders are named as such, and nothing is concluded from them', () => {
  const old = items(
    `%CMNG: 42,0,"${'00'.repeat(32)}"`,
    `%CMNG: 42,1,"${'01'.repeat(32)}"`,
    `%CMNG: 42,2,"${'02'.repeat(32)}"`,
  )
  expect(trustAnchorsOf(old)).toBeUndefined()
  expect(
    findings({ tag: 42, items: old, expected: ['device.pem'] }, 'mfw_nrf9160_1.2.3').map(({ rule }) => rule),
  ).toEqual(['digest-placeholder'])
})

test('a root nobody knows is told', () => {
  const strange = items(`%CMNG: 42,0,"${'EF'.repeat(32)}"`, ...full().slice(1))
  expect(findings({ tag: 42, items: strange })[0]).toMatchObject({ rule: 'certificate-unknown', severity: 'warning' })
  expect(trustAnchorsOf(strange)).toEqual(['a certificate that is none of the known ones'])
})
