import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { fromPem } from './pem.ts'
import { childrenOf, type DerElement, readDer, readOid } from './read-der.ts'

export interface Csr {
  /** DER of the subject Name, empty sequence when the CSR names nobody. */
  subject: Buffer
  /** DER of SubjectPublicKeyInfo. */
  publicKey: Buffer
  key: KeyObject
  /** Whether the signature over the request is that key's. */
  signatureFits: boolean
}

const hashes: Record<string, string> = {
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
}

/** Reads a PEM PKCS#10 request. Throws with the reason when it is none, or when its key or algorithm is not one AWS IoT signs. */
export const readCsr = (pem: string): Csr => {
  const bytes = fromPem('CERTIFICATE REQUEST', pem) ?? fromPem('NEW CERTIFICATE REQUEST', pem)
  if (bytes === undefined) throw new Error('the text holds no PEM block CERTIFICATE REQUEST')
  const [info, algorithm, signature] = childrenOf(readDer(bytes))
  const [version, subject, publicKey] = info === undefined ? [] : childrenOf(info)
  if (!info || !algorithm || signature?.tag !== 0x03 || version?.tag !== 0x02 || !subject || !publicKey)
    throw new Error('it is not a PKCS#10 certification request')
  const key = createPublicKey({ key: publicKey.bytes, format: 'der', type: 'spki' })
  checkKey(key)
  return {
    subject: subject.bytes,
    publicKey: publicKey.bytes,
    key,
    signatureFits: verify(hashOf(algorithm), info.bytes, key, signature.content.subarray(1)),
  }
}

/** Keys that AWS IoT takes: RSA of at least 2048 bits, P-256, P-384, P-521 (DG x509-client-certs). */
export const checkKey = (key: KeyObject): void => {
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {}
  if (key.asymmetricKeyType === 'rsa') {
    if (modulusLength >= 2048) return
    throw new Error(`its RSA key has ${modulusLength} bits, fewer than 2048`)
  }
  if (key.asymmetricKeyType === 'ec' && ['prime256v1', 'secp384r1', 'secp521r1'].includes(namedCurve)) return
  throw new Error(
    `its key is ${key.asymmetricKeyType} ${namedCurve}, not RSA of at least 2048 bits or P-256, P-384, P-521`,
  )
}

// Parameters are not looked at: some modems write NULL beside an ECDSA algorithm, and AWS takes their requests.
const hashOf = (algorithm: DerElement): string => {
  const [oid] = childrenOf(algorithm)
  const dotted = oid === undefined ? 'none' : readOid(oid)
  const hash = hashes[dotted]
  if (hash === undefined)
    throw new Error(`its signature algorithm ${dotted} is not ECDSA or RSA with SHA-256, SHA-384 or SHA-512`)
  return hash
}
