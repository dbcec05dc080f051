import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { type Refusal, refuse } from '../refusals/refusal.ts'
import { canonicalPem } from './canonical-pem.ts'
import { type DerElement, derChildren, derElement, derSequence } from './der.ts'
import { readPem } from './read-pem.ts'

export interface CheckedCsr {
  /** What to send on: PKCS#10 without the NULL parameter that some modems put into an ECDSA signature algorithm. */
  der: Buffer
  pem: string
  /** Lower-case hex over the request as it came, which is what a modem's COSE part vouches for. */
  sha256: string
  /** Whether the NULL parameter was taken out. */
  normalised: boolean
  key: 'EC P-256' | `RSA ${number}`
  /** DER of the SubjectPublicKeyInfo. */
  spki: Buffer
  /** SHA-256 of `spki`, lower-case hex. */
  publicKeySha256: string
}

/** `CreateCertificateFromCsr` takes no more (AWS IoT API, certificateSigningRequest). */
const longest = 4096

/** Signature algorithms by their whole AlgorithmIdentifier, NULL parameter cut off (RFC 5758, RFC 4055). */
const signatureHashes: Readonly<Record<string, { type: 'ec' | 'rsa'; hash: string }>> = {
  '06082a8648ce3d040302': { type: 'ec', hash: 'sha256' },
  '06082a8648ce3d040303': { type: 'ec', hash: 'sha384' },
  '06082a8648ce3d040304': { type: 'ec', hash: 'sha512' },
  '06092a864886f70d01010b': { type: 'rsa', hash: 'sha256' },
  '06092a864886f70d01010c': { type: 'rsa', hash: 'sha384' },
  '06092a864886f70d01010d': { type: 'rsa', hash: 'sha512' },
}

/**
 * Checks a certificate signing request, PEM text or DER: its structure, the key (P-256, or RSA from 2048 bits) and that the key
 * signed it. The subject says nothing about identity and is not read.
 * @returns refusals `csr-too-long`, `csr-malformed`, `csr-key-unsupported`, `csr-signature-invalid`
 */
export function checkCsr(input: string | Uint8Array): CheckedCsr | Refusal {
  if (typeof input === 'string' && input.length > longest) return refuse('csr-too-long', { length: input.length })
  const original = typeof input === 'string' ? derOf(input) : Buffer.from(input)
  if ('refusal' in original) return original
  const parts = split(original)
  if (!parts) return refuse('csr-malformed', { why: 'its bytes have not the structure of PKCS#10 (RFC 2986)' })
  const key = readKey(parts.spki)
  if ('refusal' in key) return key
  if (!isSigned(parts, key.object)) return refuse('csr-signature-invalid', {})
  const normalised = parts.hasNull && key.object.asymmetricKeyType === 'ec'
  const der = normalised ? derSequence([parts.info, derSequence([parts.algorithm]), parts.signatureElement]) : original
  const pem = canonicalPem('CERTIFICATE REQUEST', der)
  if (pem.length > longest) return refuse('csr-too-long', { length: pem.length })
  const { spki } = parts
  return { der, pem, sha256: sha256(original), normalised, key: key.name, spki, publicKeySha256: sha256(spki) }
}

function derOf(pem: string): Buffer | Refusal {
  const read = readPem(pem)
  if (!read.ok) return refuse('csr-malformed', { why: read.why })
  const [block, another] = read.blocks
  if (!block || another)
    return refuse('csr-malformed', { why: `it has ${read.blocks.length} PEM blocks instead of one` })
  if (/^(NEW )?CERTIFICATE REQUEST$/.test(block.label)) return block.der
  return refuse('csr-malformed', { why: `it is a PEM block of type "${block.label}"` })
}

interface Parts {
  info: Buffer
  spki: Buffer
  /** The object identifier of the signature algorithm. */
  algorithm: Buffer
  hasNull: boolean
  signatureElement: Buffer
  signature: Buffer
}

/** CertificationRequest ::= { info { version 0, subject, spki, [0] attributes }, algorithm, signature } (RFC 2986, 4). */
function split(der: Buffer): Parts | undefined {
  const cut = (element: DerElement) => der.subarray(element.start, element.end)
  const outer = derElement(der, 0)
  if (outer?.tag !== 0x30 || outer.end !== der.length) return undefined
  const [info, algorithm, signature, surplus] = derChildren(der, outer) ?? []
  if (info?.tag !== 0x30 || algorithm?.tag !== 0x30 || signature?.tag !== 0x03 || surplus) return undefined
  const [version, subject, spki, attributes, fifth] = derChildren(der, info) ?? []
  if (!version || cut(version).toString('hex') !== '020100' || subject?.tag !== 0x30 || spki?.tag !== 0x30)
    return undefined
  if ((attributes && attributes.tag !== 0xa0) || fifth) return undefined
  const [identifier, parameter, third] = derChildren(der, algorithm) ?? []
  const hasNull = parameter !== undefined && cut(parameter).toString('hex') === '0500'
  if (identifier?.tag !== 0x06 || (parameter && !hasNull) || third || der[signature.content] !== 0) return undefined
  return {
    info: cut(info),
    spki: cut(spki),
    algorithm: cut(identifier),
    hasNull,
    signatureElement: cut(signature),
    signature: der.subarray(signature.content + 1, signature.end),
  }
}

function readKey(spki: Buffer): { object: KeyObject; name: CheckedCsr['key'] } | Refusal {
  let object: KeyObject
  try {
    object = createPublicKey({ key: spki, format: 'der', type: 'spki' })
  } catch {
    return refuse('csr-malformed', { why: 'its public key does not parse' })
  }
  const { namedCurve, modulusLength = 0 } = object.asymmetricKeyDetails ?? {}
  if (object.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') return { object, name: 'EC P-256' }
  if (object.asymmetricKeyType === 'rsa' && modulusLength >= 2048) return { object, name: `RSA ${modulusLength}` }
  const size = object.asymmetricKeyType === 'rsa' ? `${modulusLength}` : (namedCurve ?? '')
  return refuse('csr-key-unsupported', {
    key: `${(object.asymmetricKeyType ?? 'unknown').toUpperCase()} ${size}`.trim(),
  })
}

function isSigned({ info, algorithm, signature }: Parts, key: KeyObject): boolean {
  const scheme = signatureHashes[algorithm.toString('hex')]
  if (!scheme || scheme.type !== key.asymmetricKeyType) return false
  try {
    return verify(scheme.hash, info, key, signature)
  } catch {
    return false
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
