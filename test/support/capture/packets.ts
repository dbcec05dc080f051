import { isIPv6 } from 'node:net'

export interface Segment {
  from: string
  to: string
  fromPort: number
  toPort: number
  sequence?: number
  acknowledge?: number
  /** Letters of S F R A P. */
  flags?: string
  payload?: Buffer
}

const flagBits: Record<string, number> = { F: 1, S: 2, R: 4, P: 8, A: 16 }

export const addressBytes = (address: string): Buffer => {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number))
  const [head = '', tail = ''] = address.split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)))
  const [first, last] = [groups(head), groups(tail)]
  const all = address.includes('::') ? [...first, ...Array(8 - first.length - last.length).fill(0), ...last] : first
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 0xff]))
}

export const tcpSegment = ({
  fromPort,
  toPort,
  sequence = 0,
  acknowledge = 0,
  flags = 'A',
  payload,
}: Segment): Buffer => {
  const header = Buffer.alloc(20)
  header.writeUInt16BE(fromPort, 0)
  header.writeUInt16BE(toPort, 2)
  header.writeUInt32BE(sequence >>> 0, 4)
  header.writeUInt32BE(acknowledge >>> 0, 8)
  header[12] = 5 << 4
  header[13] = [...flags].reduce((bits, letter) => bits | (flagBits[letter] ?? 0), 0)
  header.writeUInt16BE(65_535, 14)
  return payload ? Buffer.concat([header, payload]) : header
}

/** An IP packet of the family of its addresses; `fragment` sets IPv4's flags-and-offset word or adds IPv6's fragment header. */
export const ipPacket = (
  from: string,
  to: string,
  protocol: number,
  payload: Buffer,
  { fragment = 0, extensions = [] as { type: number; bytes: Buffer }[] } = {},
): Buffer => {
  if (!isIPv6(from)) {
    const header = Buffer.alloc(20)
    header[0] = 0x45
    header.writeUInt16BE(20 + payload.length, 2)
    header.writeUInt16BE(fragment, 6)
    header[8] = 64
    header[9] = protocol
    addressBytes(from).copy(header, 12)
    addressBytes(to).copy(header, 16)
    return Buffer.concat([header, payload])
  }
  const chain = extensions.map(({ bytes }, n) => {
    const out = Buffer.from(bytes)
    out[0] = extensions[n + 1]?.type ?? protocol
    return out
  })
  const body = Buffer.concat([...chain, payload])
  const header = Buffer.alloc(40)
  header[0] = 0x60
  header.writeUInt16BE(body.length, 4)
  header[6] = extensions[0]?.type ?? protocol
  header[7] = 64
  addressBytes(from).copy(header, 8)
  addressBytes(to).copy(header, 24)
  return Buffer.concat([header, body])
}

export const tcpPacket = (segment: Segment): Buffer => ipPacket(segment.from, segment.to, 6, tcpSegment(segment))

export const udpPacket = (from: string, fromPort: number, to: string, toPort: number, payload: Buffer): Buffer => {
  const header = Buffer.alloc(8)
  header.writeUInt16BE(fromPort, 0)
  header.writeUInt16BE(toPort, 2)
  header.writeUInt16BE(8 + payload.length, 4)
  return ipPacket(from, to, 17, Buffer.concat([header, payload]))
}
