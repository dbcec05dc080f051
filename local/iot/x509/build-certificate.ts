import { createHash, type KeyObject, sign } from 'node:crypto'
import { der } from './der.ts'
import { publicKeyDer } from './public-key-der.ts'
import { childrenOf, readDer } from './read-der.ts'

export interface CertificateParts {
  /** At least 8 random bytes. */
  serial: Uint8Array
  /** DER of the names and of SubjectPublicKeyInfo. */
  issuer: Uint8Array
  subject: Uint8Array
  publicKey: Uint8Array
  notBefore: Date
  notAfter: Date
  usage: 'ca' | 'client' | 'server'
  /** DNS names of a server. */
  hosts?: readonly string[]
}

/** DER of an X.509 v3 certificate, signed with SHA-256 by an RSA or P-256 key. Source: RFC 5280 4.1. */
export const buildCertificate = (parts: CertificateParts, issuerKey: KeyObject): Buffer => {
  const algorithm =
    issuerKey.asymmetricKeyType === 'rsa'
      ? der.sequence(der.oid('1.2.840.113549.1.1.11'), der.null())
      : der.sequence(der.oid('1.2.840.10045.4.3.2'))
  const authority = publicKeyDer(issuerKey)
  const body = der.sequence(
    der.explicit(0, der.integer(Buffer.from([2]))),
    der.integer(Buffer.concat([Buffer.from([(parts.serial[0] ?? 0) & 0x7f]), parts.serial.subarray(1)])),
    algorithm,
    parts.issuer,
    der.sequence(der.time(parts.notBefore), der.time(parts.notAfter)),
    parts.subject,
    parts.publicKey,
    der.explicit(3, der.sequence(...extensionsOf(parts, authority))),
  )
  return der.sequence(body, algorithm, der.bitString(sign('sha256', body, issuerKey)))
}

const extensionsOf = (parts: CertificateParts, authority: Buffer): Buffer[] => {
  const isCa = parts.usage === 'ca'
  // Bits of KeyUsage: digitalSignature is 0, keyCertSign 5 and cRLSign 6.
  const usage = isCa ? der.bitString(Buffer.from([0b0000_0110]), 1) : der.bitString(Buffer.from([0b1000_0000]), 7)
  const extensions = [
    extension('2.5.29.35', der.sequence(der.implicit(0, keyIdentifier(authority)))),
    extension('2.5.29.14', der.octetString(keyIdentifier(parts.publicKey))),
    extension('2.5.29.19', der.sequence(...(isCa ? [der.boolean(true)] : [])), true),
    extension('2.5.29.15', usage, true),
  ]
  if (parts.usage === 'server') extensions.push(extension('2.5.29.37', der.sequence(der.oid('1.3.6.1.5.5.7.3.1'))))
  const hosts = parts.hosts ?? []
  if (hosts.length > 0)
    extensions.push(extension('2.5.29.17', der.sequence(...hosts.map((host) => der.implicit(2, Buffer.from(host))))))
  return extensions
}

const extension = (oid: string, value: Uint8Array, critical = false): Buffer =>
  der.sequence(der.oid(oid), ...(critical ? [der.boolean(true)] : []), der.octetString(value))

const keyIdentifier = (publicKey: Uint8Array): Buffer => {
  const bits = childrenOf(readDer(Buffer.from(publicKey)))[1]
  return createHash('sha1')
    .update(bits?.content.subarray(1) ?? '')
    .digest()
}
