import { rootCertificates } from 'node:tls'
import { amazonRoots } from '../../../core/credential/amazon-roots.ts'
import { compareListing } from '../../../core/credential/compare-listing.ts'
import { cmngDigest } from '../../../core/credential/digests.ts'

const { AmazonRootCA1: ca, AmazonRootCA3: certificate } = amazonRoots(rootCertificates)
const tag = 16842753
const expected = [
  { type: 0, sha256: cmngDigest(ca), pem: ca },
  { type: 1, sha256: cmngDigest(certificate), pem: certificate },
  { type: 2 },
]
const line = (type: number, digest: string) => `%CMNG: ${tag},${type},"${digest}"`
const key = line(2, cmngDigest('whatever'))
const good = [line(0, cmngDigest(ca)), line(1, cmngDigest(certificate)), key]
const placeholders = [0, 1, 2].map((type) => line(type, `0${type}`.repeat(32)))

test.each(['real', 'uncertain', 'placeholder'] as const)('right digests prove by digest (%s)', (digests) => {
  expect(compareListing({ lines: [...good, 'OK'], tag, expected, digests })).toEqual({ proof: 'digest' })
  expect(compareListing({ lines: ['%CMNG: 42,0', ...good, '%CMNG: 4294967293,10'], tag, expected, digests })).toEqual({
    proof: 'digest',
  })
})

test('placeholders prove presence, and only where the firmware prints them', () => {
  expect(compareListing({ lines: placeholders, tag, expected, digests: 'placeholder' })).toEqual({ proof: 'presence' })
  expect(compareListing({ lines: placeholders, tag, expected, digests: 'uncertain' })).toEqual({ proof: 'presence' })
  expect(compareListing({ lines: placeholders, tag, expected, digests: 'real' })).toEqual({
    refusal: 'credential-differs',
    params: { tag, type: 'root CA certificate', found: 'a placeholder', expected: cmngDigest(ca), hint: '' },
  })
})

test('names what is missing', () => {
  expect(compareListing({ lines: good.slice(0, 1), tag, expected, digests: 'real' })).toEqual({
    refusal: 'credential-missing',
    params: { tag, missing: ['client certificate', 'private key'] },
  })
  const elsewhere = good.map((text) => text.replace(String(tag), '42'))
  expect(compareListing({ lines: elsewhere, tag, expected, digests: 'real' })).toMatchObject({
    params: { missing: ['root CA certificate', 'client certificate', 'private key'] },
  })
})

test.each(['real', 'uncertain', 'placeholder'] as const)('another certificate is named (%s)', (digests) => {
  const lines = [line(0, cmngDigest(ca)), line(1, 'AB'.repeat(32)), key]
  expect(compareListing({ lines, tag, expected, digests })).toEqual({
    refusal: 'credential-differs',
    params: { tag, type: 'client certificate', found: 'AB'.repeat(32), expected: cmngDigest(certificate), hint: '' },
  })
})

test('the same certificate with other line endings is told apart', () => {
  const lines = [line(0, cmngDigest(ca)), line(1, cmngDigest(certificate.replaceAll('\n', '\r\n'))), key]
  expect(compareListing({ lines, tag, expected, digests: 'real' })).toMatchObject({
    refusal: 'credential-differs',
    params: { hint: 'the same certificate with other line endings (CRLF, final CRLF)' },
  })
})

test('a torn line is the listing to blame, unless everything is there all the same', () => {
  const torn = '%CMNG: 16842753,2,"3EB33AB+CEREG: 2'
  expect(compareListing({ lines: [...good.slice(0, 2), torn], tag, expected, digests: 'real' })).toMatchObject({
    refusal: 'listing-malformed',
    params: { line: torn },
  })
  expect(compareListing({ lines: [...good, torn], tag, expected, digests: 'real' })).toEqual({ proof: 'digest' })
})

test('two digests for one item cannot both be right', () => {
  const lines = [...good, line(1, 'AB'.repeat(32))]
  expect(compareListing({ lines, tag, expected, digests: 'real' })).toMatchObject({ refusal: 'credential-differs' })
})

test('the digest of a private key is not compared, whatever is expected', () => {
  const strict = [{ type: 2, sha256: 'CD'.repeat(32) }]
  expect(compareListing({ lines: [key], tag, expected: strict, digests: 'real' })).toEqual({ proof: 'presence' })
})
