import { linkTypeName } from '../link/link-type.ts'
import type { TraceFacts } from '../trace-facts.ts'

/** What was read and what was not, so that nobody takes silence for absence. */
export interface CaptureReport {
  kind: string
  bytes: number
  packets: number
  interfaces: { link: string; name: string | null; packets: number }[]
  writtenBy: string | null
  tcpConnections: number
  /** Sentences: damage, cut packets, fragments, what could not be read. */
  notes: string[]
}

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`

const notesOf = ({ capture, packets, letGo, bytes }: TraceFacts): string[] => {
  const notes: string[] = []
  if (capture === null) return notes
  if (capture.damage !== null) notes.push(capture.damage)
  if (capture.cutPackets > 0) {
    notes.push(
      `${plural(capture.cutPackets, 'packet is', 'packets are')} cut short by the capture's snap length: capture with tcpdump -s 0.`,
    )
  }
  if (packets.fragments > 0)
    notes.push(`${plural(packets.fragments, 'IP fragment was', 'IP fragments were')} not put together.`)
  if (packets.malformed > 0) notes.push(`${plural(packets.malformed, 'packet is', 'packets are')} malformed.`)
  for (const [link, n] of Object.entries(packets.unknownLinks)) {
    notes.push(`${plural(n, 'packet', 'packets')} of ${linkTypeName(Number(link))}: this link type is not read.`)
  }
  if (letGo > 0)
    notes.push(
      `${plural(letGo, 'connection was', 'connections were')} not followed to the end: too many were open at once.`,
    )
  if (capture.packets === 0) notes.push(`The file holds no packet (${bytes} bytes).`)
  return notes
}

/** Describes the file itself. */
export const captureReport = (facts: TraceFacts): CaptureReport => {
  const { capture, file } = facts
  return {
    kind: 'name' in file ? file.name : file.kind,
    bytes: facts.bytes,
    packets: capture?.packets ?? 0,
    interfaces: (capture?.interfaces ?? [])
      .slice(0, 64)
      .map(({ link, name, packets }) => ({ link: linkTypeName(link), name, packets })),
    writtenBy:
      [capture?.application, capture?.hardware].filter((part) => part != null && part !== '').join(', ') || null,
    tcpConnections: facts.tcpConnections,
    notes: notesOf(facts),
  }
}
