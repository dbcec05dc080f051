/** What the first bytes of a file make of it. */
export type FileKind =
  | { kind: 'pcap' | 'pcapng' }
  /** Packed: unpack first. `name` is the format. */
  | { kind: 'packed'; name: string }
  /** A capture in another format, which Wireshark's editcap converts. */
  | { kind: 'other-capture'; name: string }
  /** Something else that is known by name. */
  | { kind: 'foreign'; name: string }
  | { kind: 'text' }
  | { kind: 'binary' }

const magics: [string, FileKind][] = [
  ['a1b2c3d4', { kind: 'pcap' }],
  ['d4c3b2a1', { kind: 'pcap' }],
  ['a1b23c4d', { kind: 'pcap' }],
  ['4d3cb2a1', { kind: 'pcap' }],
  ['0a0d0d0a', { kind: 'pcapng' }],
  ['1f8b', { kind: 'packed', name: 'gzip' }],
  ['504b0304', { kind: 'packed', name: 'zip' }],
  ['28b52ffd', { kind: 'packed', name: 'zstd' }],
  ['fd377a585a00', { kind: 'packed', name: 'xz' }],
  ['a1b2cd34', { kind: 'other-capture', name: "Kuznetzov's modified pcap" }],
  ['34cdb2a1', { kind: 'other-capture', name: "Kuznetzov's modified pcap" }],
  ['736e6f6f70', { kind: 'other-capture', name: 'a snoop capture' }],
  ['58435000', { kind: 'other-capture', name: 'a NetXRay capture' }],
  ['7f454c46', { kind: 'foreign', name: 'an ELF program' }],
]

const isUtf8 = (head: Buffer): boolean => {
  try {
    // A stream, because the head may end inside a character.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    return false
  }
}

/** Few control codes, and few bytes beyond ASCII where they are no UTF-8: logs come in Latin-1 too. */
const looksLikeText = (head: Buffer): boolean => {
  const counts = isUtf8(head) ? 256 : 128
  let odd = 0
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte >= counts) odd += 1
  return odd * 20 <= head.length
}

/**
 * Says what a file is by its first bytes; 512 are plenty.
 * A raw modem trace has no published magic, so it comes out as `binary`: what follows from that is inference.
 */
export const recognise = (head: Buffer): FileKind => {
  const hex = head.subarray(0, 8).toString('hex')
  const known = magics.find(([magic]) => hex.startsWith(magic))
  if (known) return known[1]
  return looksLikeText(head.subarray(0, 512)) ? { kind: 'text' } : { kind: 'binary' }
}
