import { createECDH, createPrivateKey, createPublicKey, type ECDH, type KeyObject } from 'node:crypto'
import type { Random } from '../random.ts'

/** A P-256 key pair out of the given randomness; node:crypto generates keys from its own source only. */
export function p256Key(random: Random): KeyObject {
  const ecdh = scalarFrom(random)
  const point = ecdh.getPublicKey()
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: padded(ecdh.getPrivateKey()).toString('base64url'),
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  return createPrivateKey({ key: jwk, format: 'jwk' })
}

/** Bytes that are no scalar of the curve (zero, or not below its order) are thrown away. */
function scalarFrom(random: Random): ECDH {
  for (;;) {
    const ecdh = createECDH('prime256v1')
    try {
      ecdh.setPrivateKey(random(32))
      return ecdh
    } catch {}
  }
}

function padded(scalar: Buffer): Buffer {
  return Buffer.concat([Buffer.alloc(32 - scalar.length), scalar])
}

/** SubjectPublicKeyInfo DER of a private key's public half. */
export function spkiOf(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' })
}
