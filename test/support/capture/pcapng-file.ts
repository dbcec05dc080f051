import type { WrittenPacket } from './pcap-file.ts'

/** Builds a pcapng file block by block, in either byte order (draft-ietf-opsawg-pcapng). */
export const pcapngWriter = (little = true) => {
  const u16 = (value: number) => {
    const out = Buffer.alloc(2)
    if (little) out.writeUInt16LE(value)
    else out.writeUInt16BE(value)
    return out
  }
  const u32 = (value: number) => {
    const out = Buffer.alloc(4)
    if (little) out.writeUInt32LE(value >>> 0)
    else out.writeUInt32BE(value >>> 0)
    return out
  }
  const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)])
  const options = (list: [number, Buffer][]) =>
    list.length === 0
      ? Buffer.alloc(0)
      : Buffer.concat([
          ...list.flatMap(([code, value]) => [u16(code), u16(value.length), padded(value)]),
          u16(0),
          u16(0),
        ])
  const block = (type: number, ...parts: Buffer[]) => {
    const body = Buffer.concat(parts)
    return Buffer.concat([u32(type), u32(body.length + 12), body, u32(body.length + 12)])
  }
  return {
    block,
    section: (list: [number, Buffer][] = []) =>
      block(0x0a0d0d0a, u32(0x1a2b3c4d), u16(1), u16(0), u32(0xffffffff), u32(0xffffffff), options(list)),
    interface: (link: number, list: [number, Buffer][] = [], snapLength = 0) =>
      block(1, u16(link), u16(0), u32(snapLength), options(list)),
    packet: (
      { bytes, time = 0, original = bytes.length, interface: on = 0, way }: WrittenPacket,
      perMicrosecond = 1,
    ) => {
      const ticks = time * perMicrosecond
      const head = [u32(on), u32(Math.floor(ticks / 2 ** 32)), u32(ticks % 2 ** 32), u32(bytes.length), u32(original)]
      return block(6, ...head, padded(bytes), options(way === undefined ? [] : [[2, u32(way)]]))
    },
    simplePacket: (bytes: Buffer) => block(3, u32(bytes.length), padded(bytes)),
    oldPacket: ({ bytes, time = 0 }: WrittenPacket) =>
      block(
        2,
        u16(0),
        u16(0),
        u32(Math.floor(time / 2 ** 32)),
        u32(time % 2 ** 32),
        u32(bytes.length),
        u32(bytes.length),
        padded(bytes),
      ),
  }
}
