import { linkType } from './link-type.ts'

/** Why a packet has no IP packet to read. All negative, so that one number carries offset or reason. */
export const noIp = { unknownLink: -1, otherProtocol: -2, tooShort: -3 } as const

const etherType = {
  ipv4: 0x0800,
  ipv6: 0x86dd,
  vlan: 0x8100,
  vlanStacked: 0x88a8,
  vlanOld: 0x9100,
  pppoe: 0x8864,
} as const
const pppProtocol = { ipv4: 0x0021, ipv6: 0x0057 } as const

/** Behind an EtherType at `at`: through VLAN tags (IEEE 802.1Q) and a PPPoE session header (RFC 2516) to the IP header. */
const afterEtherType = (view: DataView, at: number, end: number): number => {
  let type = at
  for (;;) {
    if (type + 2 > end) return noIp.tooShort
    const value = view.getUint16(type)
    if (value === etherType.ipv4 || value === etherType.ipv6) return type + 2
    if (value === etherType.pppoe) {
      if (type + 10 > end) return noIp.tooShort
      const inner = view.getUint16(type + 8)
      return inner === pppProtocol.ipv4 || inner === pppProtocol.ipv6 ? type + 10 : noIp.otherProtocol
    }
    if (value !== etherType.vlan && value !== etherType.vlanStacked && value !== etherType.vlanOld)
      return noIp.otherProtocol
    type += 4
  }
}

/** Address family in the capturing host's byte order: 2 is IPv4 everywhere, IPv6 is 10, 24, 28 or 30 by system. */
const afterFamily = (view: DataView, at: number, end: number): number => {
  if (at + 4 > end) return noIp.tooShort
  const little = view.getUint32(at, true)
  const family = little > 0xffff ? view.getUint32(at) : little
  return family === 2 || family === 10 || family === 24 || family === 28 || family === 30 ? at + 4 : noIp.otherProtocol
}

/** Offset of the IP header in a captured packet, or one of `noIp`. Exported PDUs are read by `exportedPdu`. */
export const ipOffset = (view: DataView, start: number, end: number, link: number): number => {
  switch (link) {
    case linkType.ethernet:
      return afterEtherType(view, start + 12, end)
    case linkType.raw:
    case linkType.rawBsd:
    case linkType.rawOpenBsd:
    case linkType.ipv4:
    case linkType.ipv6:
      return start
    case linkType.linuxCooked:
      return afterEtherType(view, start + 14, end)
    case linkType.linuxCooked2: {
      // The protocol is the first field and the addresses follow (LINKTYPE_LINUX_SLL2): 20 bytes in all.
      if (start + 20 > end) return noIp.tooShort
      const protocol = view.getUint16(start)
      if (protocol === etherType.ipv4 || protocol === etherType.ipv6) return start + 20
      return protocol === etherType.vlan ? afterEtherType(view, start + 22, end) : noIp.otherProtocol
    }
    case linkType.null:
    case linkType.loop:
      return afterFamily(view, start, end)
    default:
      return noIp.unknownLink
  }
}
