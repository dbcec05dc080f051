import type { AtFacts } from './at/at-facts.ts'
import type { CaptureFacts } from './capture/capture-reader.ts'
import type { FileKind } from './capture/recognise.ts'
import type { EndedConnection } from './collected.ts'
import type { DnsFailure } from './dns/dns-notes.ts'
import type { CarvedHello } from './raw/hello-carver.ts'
import type { Ending } from './verdict/ending.ts'

/** Everything one file showed, before anyone judges it. */
export interface TraceFacts {
  file: FileKind
  bytes: number
  capture: CaptureFacts | null
  /** Packets by what they were; those that are not read are counted, never an error. */
  packets: {
    tcp: number
    otherIp: number
    fragments: number
    notIp: number
    malformed: number
    /** By LINKTYPE_ number. */
    unknownLinks: Record<number, number>
    /** Exported PDUs by protocol name, `at` and `ip` left out. */
    otherPdus: Record<string, number>
  }
  tcpConnections: number
  /** Connections told before their end because too many were under way at once. */
  letGo: number
  connections: EndedConnection[]
  /** All connections, also those that are not in `connections`. */
  endings: Partial<Record<Ending, number>>
  dnsFailures: DnsFailure[]
  at: AtFacts
  /** Only for files that are no capture. */
  carved: CarvedHello[]
  /** The firmware's name in a raw trace: a string that was found, no more. */
  carvedFirmware: string | null
}
