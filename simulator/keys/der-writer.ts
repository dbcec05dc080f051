import { derLength, derSequence } from '../../core/credential/der.ts'

/** An element with a tag of our choice around parts that are DER already. */
export function derElementOf(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), derLength(content.length), content])
}

export const sequence = (...parts: Uint8Array[]): Buffer => derSequence(parts)
export const set = (...parts: Uint8Array[]): Buffer => derElementOf(0x31, ...parts)
export const utf8String = (text: string): Buffer => derElementOf(0x0c, Buffer.from(text, 'utf8'))
export const printableString = (text: string): Buffer => derElementOf(0x13, Buffer.from(text, 'latin1'))
export const octetString = (bytes: Uint8Array): Buffer => derElementOf(0x04, bytes)
export const bitString = (bytes: Uint8Array, unused = 0): Buffer => derElementOf(0x03, Buffer.from([unused]), bytes)
export const integerZero: Buffer = Buffer.from([0x02, 0x01, 0x00])

/** An object identifier from its content octets in hex, which is how RFCs and dumps show it. */
export const oid = (hex: string): Buffer => derElementOf(0x06, Buffer.from(hex, 'hex'))
