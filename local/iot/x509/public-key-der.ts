import { createPublicKey, type KeyObject } from 'node:crypto'

/** DER of the SubjectPublicKeyInfo that belongs to a key. */
export const publicKeyDer = (key: KeyObject): Buffer =>
  (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'der', type: 'spki' })
