import 'reflect-metadata'
import { createHash } from 'node:crypto'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  SubjectKeyIdentifierExtension,
} from '@peculiar/x509'
import { derChildren, derElement, derLength, derSequence } from '../credential/der.ts'

export interface CertificateParts {
  /** Sixteen bytes; `serialOf` makes them out of random ones. */
  serial: Uint8Array
  /** DER of the issuer's Name. */
  issuer: Uint8Array
  /** Common name, the whole subject. */
  subject: string
  notBefore: Date
  notAfter: Date
  /** DER of the SubjectPublicKeyInfo of the holder and of the issuer; for a CA of its own, the same. */
  publicKey: Uint8Array
  issuerKey: Uint8Array
  isAuthority: boolean
}

/** ecdsa-with-SHA256 (RFC 5758, 3.2), as an AlgorithmIdentifier without parameters. */
const signatureAlgorithm = Buffer.from('300a06082a8648ce3d040302', 'hex')

const element = (tag: number, content: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([tag]), derLength(content.length), content])

/** UTCTime until 2049, GeneralizedTime after it (RFC 5280, 4.1.2.5). */
const time = (date: Date): Buffer => {
  const digits = `${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`
  return date.getUTCFullYear() < 2050 ? element(0x17, Buffer.from(digits.slice(2))) : element(0x18, Buffer.from(digits))
}

/** SHA-1 of the key's bits (RFC 5280, 4.2.1.2, method 1), hex. */
const keyIdentifier = (publicKey: Uint8Array): string => {
  const outer = derElement(publicKey, 0)
  const bits = outer === undefined ? undefined : derChildren(publicKey, outer)?.[1]
  if (bits?.tag !== 0x03) throw new Error('the public key is no SubjectPublicKeyInfo')
  return createHash('sha1')
    .update(publicKey.subarray(bits.content + 1, bits.end))
    .digest('hex')
}

/** The serial of a certificate out of 16 random bytes: positive, and of the same length in every notation. */
export const serialOf = (random: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([((random[0] ?? 0) & 0x3f) | 0x40]), random.subarray(1, 16)])

/** DER of a Name that holds one common name. */
export const commonName = (text: string): Buffer => Buffer.from(new Name([{ CN: [text] }]).toArrayBuffer())

/**
 * DER of the part of a certificate that its issuer signs: X.509 v3, ECDSA with SHA-256. A station gets `CA:false` and
 * digitalSignature, which Roles Anywhere asks of end entities (user guide, "Signature validation"); a CA keyCertSign.
 */
export const certificateBody = (parts: CertificateParts): Buffer => {
  const usage = parts.isAuthority ? KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign : KeyUsageFlags.digitalSignature
  const extensions = [
    new BasicConstraintsExtension(parts.isAuthority, parts.isAuthority ? 0 : undefined, true),
    new KeyUsagesExtension(usage, true),
    new SubjectKeyIdentifierExtension(keyIdentifier(parts.publicKey)),
    new AuthorityKeyIdentifierExtension(keyIdentifier(parts.issuerKey)),
  ]
  return derSequence([
    element(0xa0, element(0x02, Buffer.from([2]))),
    element(0x02, parts.serial),
    signatureAlgorithm,
    parts.issuer,
    derSequence([time(parts.notBefore), time(parts.notAfter)]),
    commonName(parts.subject),
    parts.publicKey,
    element(0xa3, derSequence(extensions.map(({ rawData }) => Buffer.from(rawData)))),
  ])
}

/** DER of the certificate, given its body and the issuer's signature over it (DER, as KMS gives it). */
export const signedCertificate = (body: Uint8Array, signature: Uint8Array): Buffer =>
  derSequence([body, signatureAlgorithm, element(0x03, Buffer.concat([Buffer.from([0]), signature]))])
