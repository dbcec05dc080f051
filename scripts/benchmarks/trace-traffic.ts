const ethernet = 14
const ip = 20
const tcp = 32
const recordHeader = 16

/** Header of a little-endian pcap file of Ethernet packets. */
export const pcapHeader: Buffer = Buffer.from('d4c3b2a1020004000000000000000000ffff000001000000', 'hex')

export interface Traffic {
  bytes: Buffer
  packets: number
  connections: number
}

/** A ClientHello in one record, as small as it may be: the first data packet of each flow carries it. */
function clientHello(): Buffer {
  const body = Buffer.concat([Buffer.from([3, 3]), Buffer.alloc(32, 7), Buffer.from([0, 0, 2, 0xc0, 0x2b, 1, 0])])
  const message = Buffer.concat([Buffer.from([1, 0, 0, body.length]), body])
  return Buffer.concat([Buffer.from([22, 3, 1, 0, message.length]), message])
}

/**
 * A capture of about `size` bytes, all packets of one length, flows taking turns. Packets long enough carry TLS: a ClientHello, then
 * application data in records that do not end where packets do; 66 bytes are Ethernet, IP and TCP with time stamps, and no data.
 */
export function tlsFlows(packetLength: number, flows: number, size: number): Traffic {
  const each = recordHeader + packetLength
  const packets = Math.floor((size - pcapHeader.length) / each)
  const bytes = Buffer.alloc(pcapHeader.length + packets * each)
  pcapHeader.copy(bytes)
  const header = ethernet + ip + tcp
  const stream = dataStream(packetLength - header)
  for (let n = 0; n < packets; n += 1) {
    const at = pcapHeader.length + n * each
    const flow = n % flows
    bytes.writeUInt32LE(1_760_000_000 + (n >> 18), at)
    bytes.writeUInt32LE(n & 0x3ffff, at + 4)
    bytes.writeUInt32LE(packetLength, at + 8)
    bytes.writeUInt32LE(packetLength, at + 12)
    writeHeaders(bytes, at + recordHeader, packetLength, flow, Math.floor(n / flows))
    if (packetLength > header) stream(bytes, at + recordHeader + header, Math.floor(n / flows))
  }
  return { bytes, packets, connections: Math.min(flows, packets) }
}

function writeHeaders(bytes: Buffer, at: number, length: number, flow: number, turn: number): void {
  const data = length - ethernet - ip - tcp
  bytes.writeUInt16BE(0x0800, at + 12)
  bytes[at + ethernet] = 0x45
  bytes.writeUInt16BE(length - ethernet, at + ethernet + 2)
  bytes[at + ethernet + 9] = 6
  bytes.writeUInt32BE(0x0a000000 + (flow >>> 8), at + ethernet + 12)
  bytes.writeUInt32BE(0xc0a80001, at + ethernet + 16)
  const segment = at + ethernet + ip
  bytes.writeUInt16BE(20_000 + (flow & 255), segment)
  bytes.writeUInt16BE(8883, segment + 2)
  bytes.writeUInt32BE((turn * data) >>> 0, segment + 4)
  bytes[segment + 12] = 0x80
  bytes[segment + 13] = 0x10
}

/** Writes the packet number `turn` of a flow: hello first, then records of 4,000 bytes one after the other. */
function dataStream(perPacket: number): (bytes: Buffer, at: number, turn: number) => void {
  const record = Buffer.concat([Buffer.from([23, 3, 3, 4000 >> 8, 4000 & 255]), Buffer.alloc(4000, 0x5a)])
  const hello = clientHello()
  const pattern = Buffer.alloc(record.length * 2, record)
  return (bytes, at, turn) => {
    const from = turn * perPacket - hello.length
    const start = turn === 0 ? hello.copy(bytes, at) : 0
    const offset = (((from + start) % record.length) + record.length) % record.length
    pattern.copy(bytes, at + start, offset, offset + perPacket - start)
  }
}
