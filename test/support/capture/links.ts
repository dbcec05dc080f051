const isIpv6 = (packet: Buffer) => (packet[0] ?? 0) >> 4 === 6
const etherType = (packet: Buffer) => (isIpv6(packet) ? Buffer.from([0x86, 0xdd]) : Buffer.from([0x08, 0x00]))

/** Puts an IP packet on a link, by LINKTYPE_ number; `variant` chooses among the forms of one link. */
export const onLink = (link: number, packet: Buffer, variant = ''): Buffer => {
  switch (link) {
    case 1: {
      const tags = variant === 'vlan' ? Buffer.from([0x81, 0, 0, 7]) : Buffer.alloc(0)
      const stacked = variant === 'stacked' ? Buffer.from([0x88, 0xa8, 0, 1, 0x81, 0, 0, 7]) : tags
      const session = Buffer.from([0x88, 0x64, 0x11, 0, 0, 1, 0, 0, 0, isIpv6(packet) ? 0x57 : 0x21])
      const type = variant === 'pppoe' ? session : Buffer.concat([stacked, etherType(packet)])
      return Buffer.concat([Buffer.alloc(12, 2), type, packet])
    }
    case 113:
      return Buffer.concat([Buffer.alloc(14), etherType(packet), packet])
    case 276:
      return Buffer.concat([etherType(packet), Buffer.alloc(18), packet])
    case 0: {
      const family = Buffer.alloc(4)
      if (variant === 'big') family.writeUInt32BE(isIpv6(packet) ? 30 : 2)
      else family.writeUInt32LE(isIpv6(packet) ? 24 : 2)
      return Buffer.concat([family, packet])
    }
    case 108:
      return Buffer.concat([Buffer.from([0, 0, 0, isIpv6(packet) ? 24 : 2]), packet])
    case 252:
      return exported('ip', packet)
    default:
      return packet
  }
}

/** An exported PDU as Nordic's trace tools write it: the dissector's name padded with zeroes, then the end tag. */
export const exported = (protocol: string, content: Buffer | string): Buffer => {
  const name = Buffer.from(protocol)
  const padded = Buffer.concat([name, Buffer.alloc(4 - (name.length % 4))])
  const head = Buffer.from([0, 12, 0, padded.length])
  return Buffer.concat([head, padded, Buffer.from([0, 0, 0, 0]), Buffer.from(content)])
}
