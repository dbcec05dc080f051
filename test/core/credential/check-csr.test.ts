import 'reflect-metadata'
import { createHash, createPublicKey, generateKeyPairSync, webcrypto } from 'node:crypto'
import { Pkcs10CertificateRequest, Pkcs10CertificateRequestGenerator } from '@peculiar/x509'
import fc from 'fast-check'
import { canonicalPem } from '../../../core/credential/canonical-pem.ts'
import { type CheckedCsr, checkCsr } from '../../../core/credential/check-csr.ts'
import { isRefusal } from '../../../core/refusals/refusal.ts'
import { keygenT1 } from './vectors.ts'

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const rsa = (modulusLength: number) => ({
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength,
})

async function request(algorithm: webcrypto.EcKeyGenParams | webcrypto.RsaHashedKeyGenParams, name = 'CN=unit') {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const csr = await Pkcs10CertificateRequestGenerator.create({ name, keys, signingAlgorithm: algorithm })
  const spki = Buffer.from(await webcrypto.subtle.exportKey('spki', keys.publicKey))
  return { pem: csr.toString('pem'), der: Buffer.from(csr.rawData), spki }
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

function accepted(result: ReturnType<typeof checkCsr>): CheckedCsr {
  if (isRefusal(result)) throw new Error(JSON.stringify(result))
  return result
}

test.each([
  ['EC P-256', ecdsa],
  ['RSA 2048', rsa(2048)],
])('accepts a request for %s, as PEM and as DER', async (key, algorithm) => {
  const { pem, der, spki } = await request(algorithm)
  const checked = accepted(checkCsr(pem))
  expect(checked).toMatchObject({ key, sha256: sha256(der), publicKeySha256: sha256(spki), normalised: false })
  expect(checked.pem).toBe(canonicalPem('CERTIFICATE REQUEST', der))
  expect(accepted(checkCsr(der))).toEqual(checked)
  expect(accepted(checkCsr(pem.replaceAll('\n', '\r\n').replaceAll('CERTIFICATE', 'NEW CERTIFICATE')))).toEqual(checked)
})

test('takes the NULL parameter out of a modem request after hashing it, and the signature still holds', () => {
  const der = Buffer.from(keygenT1.split('.')[0] ?? '', 'base64url')
  expect(der).toHaveLength(270)
  const checked = accepted(checkCsr(der))
  expect(checked).toMatchObject({
    sha256: '8138b643c184d8baa3094a6a3eca226048ef1ed3d9e8211b340af2f25de172e4',
    normalised: true,
    key: 'EC P-256',
  })
  expect(checked.der).toHaveLength(268)
  const parsed = new Pkcs10CertificateRequest(checked.der)
  const spki = createPublicKey({ key: Buffer.from(parsed.publicKey.rawData), format: 'der', type: 'spki' })
  expect(sha256(spki.export({ format: 'der', type: 'spki' }))).toBe(checked.publicKeySha256)
  expect(accepted(checkCsr(checked.der))).toMatchObject({ normalised: false, pem: checked.pem })
})

test('refuses other keys by name', async () => {
  const { pem } = await request({ ...ecdsa, namedCurve: 'P-384' })
  expect(checkCsr(pem)).toEqual({ refusal: 'csr-key-unsupported', params: { key: 'EC secp384r1' } })
  const small = await request(rsa(1024))
  expect(checkCsr(small.pem)).toEqual({ refusal: 'csr-key-unsupported', params: { key: 'RSA 1024' } })
})

test('refuses a signature that is not by the key inside', async () => {
  const { der } = await request(ecdsa)
  const other = await request(ecdsa)
  const forged = Buffer.from(der)
  forged.set(other.spki, forged.indexOf(forged.subarray(forged.indexOf(Buffer.from('3059', 'hex'))).subarray(0, 91)))
  expect(checkCsr(forged)).toEqual({ refusal: 'csr-signature-invalid', params: {} })
})

test('says of a long request how long it is', async () => {
  const { pem } = await request(ecdsa, `CN=${'x'.repeat(3500)}`)
  expect(checkCsr(pem)).toEqual({ refusal: 'csr-too-long', params: { length: pem.length } })
  expect(checkCsr('x'.repeat(4097))).toEqual({ refusal: 'csr-too-long', params: { length: 4097 } })
  const { der } = await request(ecdsa, `CN=${'x'.repeat(3500)}`)
  expect(checkCsr(der)).toMatchObject({ refusal: 'csr-too-long' })
})

test.each([
  ['hello', 'it has no BEGIN line'],
  [canonicalPem('CERTIFICATE', Buffer.from('3000', 'hex')), 'it is a PEM block of type "CERTIFICATE"'],
  [canonicalPem('CERTIFICATE REQUEST', Buffer.from('3000', 'hex')).repeat(2), 'it has 2 PEM blocks instead of one'],
  [
    canonicalPem('CERTIFICATE REQUEST', Buffer.from('3000', 'hex')),
    'its bytes have not the structure of PKCS#10 (RFC 2986)',
  ],
])('%j is malformed: %s', (text, why) => {
  expect(checkCsr(text)).toEqual({ refusal: 'csr-malformed', params: { why } })
})

test('a private key sent by mistake is refused and not repeated', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const pem = privateKey.export({ type: 'sec1', format: 'pem' }).toString()
  const answer = JSON.stringify(checkCsr(pem))
  expect(answer).toContain('EC PRIVATE KEY')
  expect(answer).not.toContain(pem.split('\n')[1])
})

test('no single changed, lost or doubled byte passes', async () => {
  const { der } = await request(ecdsa)
  expect(isRefusal(checkCsr(der))).toBe(false)
  fc.assert(
    fc.property(
      fc.nat(der.length - 1),
      fc.integer({ min: 1, max: 255 }),
      fc.constantFrom('flip', 'drop', 'double'),
      (at, by, how) => {
        const changed = Buffer.from(der)
        changed[at] = (changed[at] ?? 0) ^ by
        const tail = der.subarray(how === 'drop' ? at + 1 : at)
        const bytes = how === 'flip' ? changed : Buffer.concat([der.subarray(0, how === 'drop' ? at : at + 1), tail])
        expect(isRefusal(checkCsr(bytes))).toBe(true)
      },
    ),
    { numRuns: 300, seed: 1 },
  )
})

test('any bytes are refused quietly', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => expect(isRefusal(checkCsr(bytes))).toBe(true)),
    { numRuns: 300, seed: 1 },
  )
})
