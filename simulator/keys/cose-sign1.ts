import { type KeyObject, sign } from 'node:crypto'
import { Encoder, Tag } from 'cbor-x'

const encoder = new Encoder({ mapsAsObjects: false, useRecords: false, tagUint8Array: false })
const es256 = Buffer.from('a10126', 'hex')

/** A CBOR value under tag 55799, which marks it as CBOR (RFC 8949, 3.4.6). */
export function selfDescribedCbor(value: unknown): Buffer {
  return encoder.encode(new Tag(value, 55799))
}

export function cbor(value: unknown): Buffer {
  return encoder.encode(value)
}

/**
 * The COSE_Sign1 envelope of nrf91-modem.md 3.1, signed with the modem's identity key (kid -2).
 * A detached payload is signed and not contained.
 */
export function coseSign1(payload: Buffer, identityKey: KeyObject, detached: boolean): Buffer {
  const toBeSigned = encoder.encode(['Signature1', es256, Buffer.alloc(0), payload])
  const signature = sign('sha256', toBeSigned, { key: identityKey, dsaEncoding: 'ieee-p1363' })
  const kid = new Map([[4, Buffer.from([0x21])]])
  return encoder.encode(new Tag([es256, kid, detached ? null : payload, signature], 18))
}
