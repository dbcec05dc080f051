import { rootCertificates } from 'node:tls'
import { amazonRoots } from '../../../core/credential/amazon-roots.ts'
import { canonicalPem, rewrapPem } from '../../../core/credential/canonical-pem.ts'
import { cmngDigest, lineEndingVariants } from '../../../core/credential/digests.ts'
import { matchDigest } from '../../../core/credential/match-digest.ts'
import { readCertificate } from '../../../core/credential/read-certificate.ts'
import { readPem } from '../../../core/credential/read-pem.ts'

const roots = amazonRoots(rootCertificates)

test('AmazonRootCA1 has the bytes that modems in the field hold, in all four forms (nrf91-modem.md 2.2)', () => {
  expect(roots.AmazonRootCA1).toHaveLength(1188)
  expect(lineEndingVariants(roots.AmazonRootCA1).map(({ name, text, sha256 }) => [name, text.length, sha256])).toEqual([
    ['LF, final LF', 1188, '2C43952EE9E000FF2ACC4E2ED0897C0A72AD5FA72C3D934E81741CBD54F05BD1'],
    ['LF, no final LF', 1187, 'AD6FB002E6B34C0559FA8F93A3794FF12C4E3F119BD77290C52525123FB9EA74'],
    ['CRLF, final CRLF', 1208, '56AE01E6773BDAEC4BFB216D4005ADB06E4F680BD8BFB8BE4C683CE921681897'],
    ['CRLF, no final CRLF', 1206, 'A86D8BF8D75130765A6453960E0E4E5158E0F3E43F86699EFE36190C463A25CF'],
  ])
})

test('all four roots are who they say they are', () => {
  for (const [name, pem] of Object.entries(roots)) {
    const read = readCertificate(pem)
    expect(read.ok && read.subject).toBe(`C=US\nO=Amazon\nCN=Amazon Root CA ${name.slice(-1)}`)
    expect(read.ok && read.issuer).toBe(read.ok && read.subject)
    expect(read.ok && read.validTo.getTime()).toBeGreaterThan(Date.UTC(2037, 0))
  }
})

test('a trust store without them is an error that says so', () => {
  expect(() => amazonRoots(rootCertificates.slice(0, 1))).toThrow(/no "Amazon Root CA 1": update Node/)
})

test('finds the form of a digest, whichever form the text at hand has', () => {
  const [, , crlf] = lineEndingVariants(roots.AmazonRootCA3)
  expect(matchDigest(crlf?.sha256.toLowerCase() ?? '', roots.AmazonRootCA3)).toBe('CRLF, final CRLF')
  expect(matchDigest(cmngDigest(roots.AmazonRootCA3), crlf?.text ?? '')).toBe('LF, final LF')
  expect(matchDigest(cmngDigest(roots.AmazonRootCA3), roots.AmazonRootCA1)).toBeUndefined()
})

test('re-wraps any PEM to 64 columns and LF, every block of it', () => {
  const mangled = `# Amazon\r\n${roots.AmazonRootCA3.replace(/\n(?=[A-Za-z0-9+/=])/g, '').replaceAll('\n', '\r\n')}  `
  expect(rewrapPem(mangled + roots.AmazonRootCA1)).toBe(roots.AmazonRootCA3 + roots.AmazonRootCA1)
  expect(canonicalPem('X', Buffer.alloc(49))).toBe(`-----BEGIN X-----\n${'A'.repeat(64)}\nAA==\n-----END X-----\n`)
})

test.each([
  ['', 'it is empty'],
  ['hello', 'it has no BEGIN line'],
  ['-----BEGIN CERTIFICATE-----\nMIIB\n', 'its END line is missing'],
  ['-----BEGIN A-----\nMIIB\n-----END B-----\n', 'it begins as "A" and ends as "B"'],
  ['-----BEGIN A-----\nMI!B\n-----END A-----\n', 'the body of "A" is not base64'],
  ['-----BEGIN A-----\\nMIIB\\n-----END A-----\\n', 'it has "\\n" as two characters where lines should end'],
])('%j is no PEM: %s', (text, why) => {
  expect(readPem(text)).toEqual({ ok: false, why })
  expect(rewrapPem(text)).toBeUndefined()
})

test('what does not parse as a certificate says so', () => {
  expect(readCertificate('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n')).toMatchObject({ ok: false })
})
