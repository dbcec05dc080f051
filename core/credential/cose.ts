import { Decoder } from 'cbor-x/decode'

const decoder = new Decoder({ mapsAsObjects: false, useRecords: false, tagUint8Array: false })

/** A CBOR value, or undefined where the bytes are none. Values of unknown tags come as `{tag, value}`. */
export function decodeCbor(bytes: Uint8Array): unknown {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** The payload of a COSE_Sign1 envelope (RFC 9052, 4.2): bytes, or null when it is detached; undefined when it is no envelope. */
export function coseSign1Payload(bytes: Uint8Array): Uint8Array | null | undefined {
  const envelope = decodeCbor(bytes)
  if (typeof envelope !== 'object' || envelope === null || !('tag' in envelope) || !('value' in envelope))
    return undefined
  if (envelope.tag !== 18 || !Array.isArray(envelope.value) || envelope.value.length !== 4) return undefined
  const [head, , payload, signature]: unknown[] = envelope.value
  // A10126 = {alg: ES256}, the only algorithm these modems sign with (nrf91-modem.md 3.1).
  if (!(head instanceof Uint8Array) || Buffer.from(head).toString('hex') !== 'a10126') return undefined
  if (!(signature instanceof Uint8Array) || signature.length !== 64) return undefined
  if (payload === null) return null
  return payload instanceof Uint8Array ? payload : undefined
}

/** The bytes of a base64url part without padding; undefined for any other alphabet or a length that cannot be. */
export function fromBase64url(text: string): Buffer | undefined {
  return /^[A-Za-z0-9_-]+$/.test(text) && text.length % 4 !== 1 ? Buffer.from(text, 'base64url') : undefined
}

/** 16 bytes as a lower-case UUID. */
export function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export function isBytes(value: unknown, length: number): value is Uint8Array {
  return value instanceof Uint8Array && value.length === length
}
