import fc from 'fast-check'
import { parseAttestToken } from '../../../core/credential/parse-attest-token.ts'
import { parseKeygen } from '../../../core/credential/parse-keygen.ts'
import { isRefusal } from '../../../core/refusals/refusal.ts'
import { attestTokenT7, keygenT1 } from './vectors.ts'

const answer = {
  messageType: 'csr',
  csrSha256: '8138b643c184d8baa3094a6a3eca226048ef1ed3d9e8211b340af2f25de172e4',
  deviceUuid: '50503642-3239-4f86-80c4-06122e299623',
  securityTag: 16842753,
  nonce: '829754772aaeee5c812b0cfa077130a5',
  digestMatches: true,
  signature: 'not-verified',
}

test.each([keygenT1, `"${keygenT1}"`, `%KEYGEN: "${keygenT1}"\r\n`])(
  'reads the answer of a real modem (T1)',
  (text) => {
    const parsed = parseKeygen(text, 16842753)
    expect(parsed).toMatchObject(answer)
    expect(isRefusal(parsed) ? undefined : parsed.csrDer.length).toBe(270)
  },
)

test('refuses the tag it was not asked for, and names both', () => {
  const refusal = { refusal: 'keygen-tag-mismatch', params: { stated: 16842753, expected: 42 } }
  expect(parseKeygen(keygenT1, 42)).toEqual(refusal)
  expect(parseKeygen(keygenT1)).toMatchObject(answer)
})

test('refuses a request whose bytes changed on the line', () => {
  const torn = keygenT1.replace('MIIBCjCBrwIBADAv', 'MIIBCjCBrwIBADAw')
  expect(parseKeygen(torn)).toMatchObject({
    refusal: 'keygen-digest-mismatch',
    params: { stated: answer.csrSha256, computed: expect.stringMatching(/^[0-9a-f]{64}$/) },
  })
})

test('a tag that a modem encoded as a negative number is the same tag', () => {
  const [csr = '', cose = ''] = keygenT1.split('.')
  const bytes = Buffer.from(cose, 'base64url')
  // 3A FEFEFFFE is CBOR for -1 - 0xFEFEFFFE = 0x01010001 - 2^32.
  Buffer.from('3afefefffe', 'hex').copy(bytes, bytes.indexOf(Buffer.from('1a01010001', 'hex')))
  expect(parseKeygen(`${csr}.${bytes.toString('base64url')}`)).toMatchObject({ securityTag: 16842753 })
})

test.each([
  ['', 'it has 0 dots instead of one'],
  ['a.b.c', 'it has 2 dots instead of one'],
  ['MII+.0oRD', 'its first part is not base64url'],
  ['MIIB.0oR=', 'its second part is not base64url'],
  ['MIIB.0oRD', 'its second part is not the COSE envelope of a modem'],
  [`MIIB.${attestTokenT7.split('.')[1]}`, 'its second part is not the COSE envelope of a modem'],
  ['x'.repeat(20_000), 'it has 20000 characters'],
])('%# is malformed: %s', (text, why) => {
  expect(parseKeygen(text)).toEqual({ refusal: 'keygen-malformed', params: { why } })
})

test('a public key message says what to ask for instead', () => {
  const [csr = '', cose = ''] = keygenT1.split('.')
  const bytes = Buffer.from(cose, 'base64url')
  bytes[bytes.indexOf(Buffer.from('d9d9f78509', 'hex')) + 4] = 8
  expect(parseKeygen(`${csr}.${bytes.toString('base64url')}`)).toEqual({
    refusal: 'keygen-malformed',
    params: { why: 'it holds a bare public key; ask with response content 0 for a CSR' },
  })
})

test('reads the attestation of a real modem (T7)', () => {
  const token = {
    ok: true,
    deviceUuid: '50363154-3931-44f0-8022-121b6401627d',
    deviceType: 3,
    part: 'nRF9160 SICA',
    modemFirmwareUuid: '1aff3acb-f1a6-4764-a263-4c2646c1c654',
    nonce: 'd3efdd7f04f1fc60e5858b2087343d6a',
    signature: 'not-verified',
  }
  expect(parseAttestToken(`%ATTESTTOKEN: "${attestTokenT7}"`)).toEqual(token)
  expect(parseAttestToken(attestTokenT7)).toEqual(token)
})

test.each(['', 'a.b', keygenT1, attestTokenT7.slice(0, -1), attestTokenT7.replace('.', '..')])(
  '%# is no attestation',
  (text) => expect(parseAttestToken(text).ok).toBe(false),
)

test('mutated answers never crash, and never pass with another digest, UUID or tag', () => {
  const any = fc.string({ unit: fc.constantFrom(...'ABCabc019-_."'), maxLength: 4 })
  fc.assert(
    fc.property(fc.nat(keygenT1.length), fc.nat(8), any, (at, length, insert) => {
      const text = keygenT1.slice(0, at) + insert + keygenT1.slice(at + length)
      const parsed = parseKeygen(text)
      if (!isRefusal(parsed)) expect(parsed.csrSha256).toBe(answer.csrSha256)
      parseAttestToken(attestTokenT7.slice(0, at % 180) + insert + attestTokenT7.slice((at % 180) + length))
    }),
    { numRuns: 500, seed: 1 },
  )
})

test('any bytes in the place of the COSE part are refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
      const text = `MIIB.${Buffer.from(bytes).toString('base64url')}`
      expect(isRefusal(parseKeygen(text))).toBe(true)
      expect(parseAttestToken(text).ok).toBe(false)
    }),
    { numRuns: 500, seed: 1 },
  )
})
