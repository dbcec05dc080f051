/** A packet to be written: bytes at their link header, microseconds since 1970. */
export interface WrittenPacket {
  bytes: Buffer
  time?: number
  /** Length on the wire, where the capture cut it. */
  original?: number
  interface?: number
  /** 1 inbound, 2 outbound (pcapng). */
  way?: number
}

/** A classic pcap file of any byte order and resolution. */
export const pcapFile = (
  link: number,
  packets: WrittenPacket[],
  { little = true, nanoseconds = false } = {},
): Buffer => {
  const words = (...values: number[]) => {
    const out = Buffer.alloc(values.length * 4)
    values.forEach((value, n) => {
      if (little) out.writeUInt32LE(value >>> 0, n * 4)
      else out.writeUInt32BE(value >>> 0, n * 4)
    })
    return out
  }
  const version = little ? Buffer.from([2, 0, 4, 0]) : Buffer.from([0, 2, 0, 4])
  const header = [words(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4), version, words(0, 0, 262_144, link)]
  const records = packets.flatMap(({ bytes, time = 0, original = bytes.length }) => {
    const fraction = (time % 1_000_000) * (nanoseconds ? 1000 : 1)
    return [words(Math.floor(time / 1_000_000), fraction, bytes.length, original), bytes]
  })
  return Buffer.concat([...header, ...records])
}
