/** LINKTYPE_ numbers that are read (tcpdump.org/linktypes.html). 12 and 14 are DLT_RAW of the BSDs. */
export const linkType = {
  null: 0,
  ethernet: 1,
  rawBsd: 12,
  rawOpenBsd: 14,
  raw: 101,
  loop: 108,
  linuxCooked: 113,
  ipv4: 228,
  ipv6: 229,
  exportedPdu: 252,
  linuxCooked2: 276,
} as const

const names: Record<number, string> = {
  0: 'NULL/loopback',
  1: 'Ethernet',
  9: 'PPP',
  12: 'raw IP',
  14: 'raw IP',
  101: 'raw IP',
  105: 'IEEE 802.11',
  108: 'OpenBSD loopback',
  113: 'Linux cooked',
  127: 'IEEE 802.11 radiotap',
  147: 'user 0',
  189: 'Linux USB',
  220: 'USB',
  228: 'raw IPv4',
  229: 'raw IPv6',
  252: 'exported PDU',
  276: 'Linux cooked v2',
}

/** The link type in words, its number where it has none here. */
export const linkTypeName = (link: number): string => names[link] ?? `link type ${link}`
