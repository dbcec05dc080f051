import 'reflect-metadata'
import { createHash, webcrypto } from 'node:crypto'
import { X509CertificateGenerator } from '@peculiar/x509'
import { readCertificate } from '../../../core/credential/read-certificate.ts'

test('certificate ID and public key hash are what AWS IoT and our registry use', async () => {
  const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' }
  const [notBefore, notAfter] = [new Date('2026-01-02T03:04:05Z'), new Date('2049-12-31T23:59:59Z')]
  const made = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=unit',
    keys,
    notBefore,
    notAfter,
    signingAlgorithm,
  })
  const spki = Buffer.from(await webcrypto.subtle.exportKey('spki', keys.publicKey))
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
  const expected = {
    ok: true,
    subject: 'CN=unit',
    issuer: 'CN=unit',
    certificateId: sha256(new Uint8Array(made.rawData)),
    publicKeySha256: sha256(spki),
    validFrom: notBefore,
    validTo: notAfter,
  }
  expect(readCertificate(made.toString('pem'))).toEqual(expected)
  expect(readCertificate(new Uint8Array(made.rawData))).toEqual(expected)
})
