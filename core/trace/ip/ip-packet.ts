import type { Bytes } from '../capture/bytes.ts'

/** Outcome of `readIp`. */
export const ipResult = { ok: 0, fragment: 1, malformed: 2 } as const

/** One IP packet, as offsets into the bytes it was read from. One object is used for all packets. */
export interface IpPacket {
  protocol: number
  /** 4 or 16. */
  addressLength: number
  source: number
  destination: number
  /** Payload: first byte, one past the last captured byte, and one past where it ended on the wire. */
  start: number
  end: number
  wireEnd: number
}

export const emptyIpPacket = (): IpPacket => ({
  protocol: 0,
  addressLength: 4,
  source: 0,
  destination: 0,
  start: 0,
  end: 0,
  wireEnd: 0,
})

/** Extension headers that carry their length in units of 8 bytes (RFC 8200 section 4; mobility and HIP likewise). */
const isExtension = (header: number) =>
  header === 0 || header === 43 || header === 60 || header === 135 || header === 139
const fragmentHeader = 44
const authenticationHeader = 51
const manyExtensions = 16

const readIpv4 = (view: DataView, at: number, end: number, original: number, into: IpPacket): number => {
  const headerLength = (view.getUint8(at) & 0x0f) * 4
  if (headerLength < 20 || at + headerLength > end) return ipResult.malformed
  const total = view.getUint16(at + 2)
  // Segmentation offload leaves the total length 0 in captures taken on the sending host.
  const wireEnd = total === 0 ? at + original : at + total
  if (wireEnd < at + headerLength) return ipResult.malformed
  into.protocol = view.getUint8(at + 9)
  into.addressLength = 4
  into.source = at + 12
  into.destination = at + 16
  into.start = at + headerLength
  into.wireEnd = wireEnd
  into.end = Math.min(end, wireEnd)
  return (view.getUint16(at + 6) & 0x3fff) === 0 ? ipResult.ok : ipResult.fragment
}

const readIpv6 = (view: DataView, at: number, end: number, original: number, into: IpPacket): number => {
  if (at + 40 > end) return ipResult.malformed
  const length = view.getUint16(at + 4)
  const wireEnd = length === 0 ? at + original : at + 40 + length
  let header = view.getUint8(at + 6)
  let next = at + 40
  for (let n = 0; isExtension(header) || header === fragmentHeader || header === authenticationHeader; n += 1) {
    if (next + 8 > end || n === manyExtensions) return ipResult.malformed
    // An atomic fragment (RFC 6946: offset 0, no more to come) is a whole packet.
    if (header === fragmentHeader && (view.getUint16(next + 2) & 0xfff9) !== 0) return ipResult.fragment
    const units = view.getUint8(next + 1)
    const size = header === fragmentHeader ? 8 : header === authenticationHeader ? (units + 2) * 4 : (units + 1) * 8
    header = view.getUint8(next)
    next += size
  }
  if (next > end || next > wireEnd) return ipResult.malformed
  into.protocol = header
  into.addressLength = 16
  into.source = at + 8
  into.destination = at + 24
  into.start = next
  into.wireEnd = wireEnd
  into.end = Math.min(end, wireEnd)
  return ipResult.ok
}

/**
 * Reads the IP header at `at` into `into`. `original` is the length of the IP packet on the wire.
 * Fragments are reported, not put together: a handshake that needs it is then shown as cut.
 */
export const readIp = ({ view }: Bytes, at: number, end: number, original: number, into: IpPacket): number => {
  if (at + 20 > end) return ipResult.malformed
  const version = view.getUint8(at) >> 4
  if (version === 4) return readIpv4(view, at, end, original, into)
  return version === 6 ? readIpv6(view, at, end, original, into) : ipResult.malformed
}
