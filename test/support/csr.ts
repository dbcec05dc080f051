import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509'

const generators = {
  'P-256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  'P-384': { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
  'RSA-1024': {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 1024,
  },
  Ed25519: { name: 'Ed25519' },
} as const

export type CsrKey = keyof typeof generators

/** A request for a certificate with a new key that nobody keeps, PEM. */
export const csrWith = async (kind: CsrKey, name = 'CN=unit'): Promise<string> => {
  const algorithm = generators[kind]
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair
  const csr = await Pkcs10CertificateRequestGenerator.create({ name, keys, signingAlgorithm: algorithm })
  return `${csr.toString('pem').trim()}\n`
}

/** The same request with one bit of its signature turned. */
export const brokenSignature = (pem: string): string => {
  const der = Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64')
  der[der.length - 1] = (der.at(-1) ?? 0) ^ 1
  return `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE REQUEST-----\n`
}
