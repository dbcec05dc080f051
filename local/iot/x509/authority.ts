import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { Collection } from '../../state/store.ts'
import { buildCertificate, type CertificateParts } from './build-certificate.ts'
import { distinguishedName } from './distinguished-name.ts'
import { toPem } from './pem.ts'
import { publicKeyDer } from './public-key-der.ts'

/** A signing key of the local cloud and its self-signed certificate. */
export interface Authority {
  name: Buffer
  certificatePem: string
  key: KeyObject
}

export interface AuthorityRow {
  certificatePem: string
  /** PKCS#8, base64: a key of the local cloud itself, never one of a device. */
  key: string
}

export interface AuthorityDeps {
  rows: Collection<AuthorityRow>
  clock: () => number
  random: (bytes: number) => Uint8Array
}

/** AWS writes the issuer of device certificates as one attribute (DG x509-client-certs). */
const name = distinguishedName({ OU: 'Amazon Web Services O=Amazon.com Inc. L=Seattle ST=Washington C=US' })
const notAfter = new Date('2049-12-31T23:59:59Z')
const generate = promisify(generateKeyPair)

/**
 * The one root of the local cloud, made once and kept in the store: it signs device certificates (RSA-2048, so that they are
 * sha256WithRSA as AWS's are) and the broker's server certificate. AWS has separate ones; one is easier to hand to tools.
 */
export const openAuthority = async ({ rows, clock, random }: AuthorityDeps): Promise<Authority> => {
  const row = rows.get('root')
  if (row !== undefined) {
    const key = createPrivateKey({ key: Buffer.from(row.key, 'base64'), format: 'der', type: 'pkcs8' })
    return { name, certificatePem: row.certificatePem, key }
  }
  const { privateKey: key } = await generate('rsa', { modulusLength: 2048 })
  const parts: CertificateParts = {
    serial: random(20),
    issuer: name,
    subject: name,
    publicKey: publicKeyDer(key),
    notBefore: new Date(clock() - 86_400_000),
    notAfter,
    usage: 'ca',
  }
  const certificatePem = toPem('CERTIFICATE', buildCertificate(parts, key))
  rows.put('root', { certificatePem, key: key.export({ format: 'der', type: 'pkcs8' }).toString('base64') })
  return { name, certificatePem, key }
}
