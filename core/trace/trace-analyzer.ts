import type { CaptureReader } from './capture/capture-reader.ts'
import { pcapReader } from './capture/pcap.ts'
import { pcapngReader } from './capture/pcapng.ts'
import { type FileKind, recognise } from './capture/recognise.ts'
import { Collected } from './collected.ts'
import { packetReader } from './packet-reader.ts'
import { HelloCarver } from './raw/hello-carver.ts'
import { type FlowLimits, Flows } from './tcp/flows.ts'
import type { TraceFacts } from './trace-facts.ts'

export interface TraceOptions {
  /** Any number nobody can guess: hostile captures then cannot aim at the flow table. */
  seed: number
  limits?: Partial<FlowLimits & { reported: number }>
}

/** Reads a file as chunks of any size and says in the end what it showed. Memory stays below 200 MB for a file of any size. */
export interface TraceAnalyzer {
  push(chunk: Buffer): void
  end(): TraceFacts
}

const usual = { flows: 1 << 18, conversations: 4096, memory: 32 << 20, reported: 500 }
const headLength = 512

/** Makes an analyzer for one file: pcap, pcapng, or anything else, from which ClientHellos are carved. */
export const traceAnalyzer = ({ seed, limits }: TraceOptions): TraceAnalyzer => {
  const bounds = { ...usual, ...limits }
  const collected = new Collected(bounds.reported)
  const flows = new Flows(seed, bounds, (connection) =>
    collected.add(connection, dns.nameOf(connection.server.address)),
  )
  const { sink, at, dns, packets } = packetReader(flows)
  const carver = new HelloCarver()
  let head: Buffer | null = Buffer.alloc(0)
  let file: FileKind = { kind: 'binary' }
  let capture: CaptureReader | null = null
  let bytes = 0

  const open = (first: Buffer) => {
    head = null
    file = recognise(first)
    if (file.kind === 'pcap') capture = pcapReader(sink)
    if (file.kind === 'pcapng') capture = pcapngReader(sink)
    take(first)
  }
  const take = (chunk: Buffer) => {
    if (capture !== null) capture.push(chunk)
    else if (file.kind === 'binary') carver.push(chunk)
  }

  return {
    push(chunk) {
      bytes += chunk.length
      if (head === null) take(chunk)
      else {
        head = Buffer.concat([head, chunk])
        if (head.length >= headLength) open(head)
      }
    },
    end() {
      if (head !== null) open(head)
      capture?.end()
      flows.end()
      carver.end()
      return {
        file,
        bytes,
        capture: capture?.facts ?? null,
        packets,
        tcpConnections: flows.connections,
        letGo: flows.letGo,
        connections: collected.all(),
        endings: collected.counts,
        dnsFailures: dns.failures,
        at: at.facts,
        carved: carver.found,
        carvedFirmware: carver.firmware,
      }
    },
  }
}
