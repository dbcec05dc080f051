import type { Bytes } from './bytes.ts'

/** How a packet passed the interface, as pcapng's `epb_flags` say it; for AT packets, who spoke. */
export const direction = { unknown: 0, inbound: 1, outbound: 2 } as const

/**
 * Takes one captured packet. Positional on purpose: this runs a million times a second and must not allocate.
 * @param start first byte of the packet in `bytes`, at its link header
 * @param end one past the last byte that was captured
 * @param link the LINKTYPE_ number of its interface (tcpdump.org/linktypes.html)
 * @param time microseconds since 1970, or 0 where the capture has none
 * @param original its length on the wire, ≥ `end - start`
 */
export type PacketSink = (
  bytes: Bytes,
  start: number,
  end: number,
  link: number,
  time: number,
  original: number,
  direction: number,
) => void
