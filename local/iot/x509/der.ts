/** The few DER building blocks that a certificate needs. Source: ITU-T X.690. */
const tlv = (tag: number, ...contents: Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

const lengthOf = (length: number): Buffer => {
  if (length < 0x80) return Buffer.from([length])
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff)
  return Buffer.from([0x80 | bytes.length, ...bytes])
}

const base128 = (value: number): number[] => {
  const bytes = [value & 0x7f]
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80)
  return bytes
}

export const der = {
  sequence: (...items: Uint8Array[]) => tlv(0x30, ...items),
  set: (...items: Uint8Array[]) => tlv(0x31, ...items),
  /** A non-negative INTEGER of big-endian bytes. */
  integer: (bytes: Uint8Array) => {
    let start = 0
    while (start < bytes.length - 1 && bytes[start] === 0) start += 1
    const magnitude = bytes.subarray(start)
    return tlv(0x02, (magnitude[0] ?? 0) >= 0x80 ? Buffer.from([0]) : Buffer.alloc(0), magnitude)
  },
  boolean: (value: boolean) => tlv(0x01, Buffer.from([value ? 0xff : 0])),
  null: () => tlv(0x05),
  oid: (dotted: string) => {
    const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
    return tlv(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
  },
  bitString: (bytes: Uint8Array, unusedBits = 0) => tlv(0x03, Buffer.from([unusedBits]), bytes),
  octetString: (bytes: Uint8Array) => tlv(0x04, bytes),
  utf8: (text: string) => tlv(0x0c, Buffer.from(text, 'utf8')),
  /** UTCTime until 2049, GeneralizedTime after it. Source: RFC 5280 4.1.2.5. */
  time: (date: Date) => {
    const digits = date.toISOString().replace(/[-:T]|\.\d+/g, '')
    return date.getUTCFullYear() < 2050 ? tlv(0x17, Buffer.from(digits.slice(2))) : tlv(0x18, Buffer.from(digits))
  },
  /** `[n]`, constructed. */
  explicit: (n: number, ...items: Uint8Array[]) => tlv(0xa0 | n, ...items),
  /** `[n] IMPLICIT` of a primitive. */
  implicit: (n: number, content: Uint8Array) => tlv(0x80 | n, content),
}
