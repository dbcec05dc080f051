import type { Memory } from '../memory.ts'
import { alertName } from './alert.ts'
import type { CertificateFacts, certificateReader } from './certificate.ts'
import { cipherSuiteName } from './cipher-suite.ts'
import { type ClientHello, readClientHello } from './client-hello.ts'
import type { End } from './end.ts'
import { handshakeMessage, handshakeType } from './handshake-message.ts'
import { HandshakeReader, type MessageEvents } from './handshake-reader.ts'
import { tls13, versionName } from './protocol-version.ts'
import { contentType, type RecordEvents, RecordReader } from './record-reader.ts'
import { readServerHello, type ServerHello } from './server-hello.ts'
import type { CertificateSeen, TlsFacts } from './tls-facts.ts'

const manyMessages = 48
const manyAlerts = 8

interface Side {
  records: RecordReader
  messages: HandshakeReader
  certificate: CertificateFacts | null | undefined
  finished: number | null
  first: number | null
  last: number | null
}

/** Watches one TLS session from outside: both directions' bytes in order go in, what they showed comes out; its readers call it back. */
export class TlsSession implements RecordEvents, MessageEvents {
  readonly #certificates: ReturnType<typeof certificateReader>
  readonly #memory: Memory
  readonly #sides: [Side, Side]
  /** Direction and type of each message, as `256 * from + type`. */
  readonly #messages: number[] = []
  readonly #alerts: { from: number; level: 'warning' | 'fatal' | null; alert: string | null; time: number }[] = []
  readonly #began: number
  #client = -1
  #hello: ClientHello | null = null
  #server: ServerHello | null = null
  #requested = false
  #ticket = false
  #incomplete = false
  /** Time of the bytes that come next, microseconds since 1970. */
  time: number

  constructor(time: number, certificates: ReturnType<typeof certificateReader>, memory: Memory) {
    this.#certificates = certificates
    this.#memory = memory
    this.#began = time
    this.time = time
    this.#sides = [this.#side(0), this.#side(1)]
  }

  /** Where the bytes of one direction go. */
  direction(from: 0 | 1): RecordReader {
    return this.#sides[from].records
  }

  /** Says which direction is the client's where the session itself did not show it (its beginning is missing). */
  assumeClient(from: number): void {
    if (this.#client < 0) this.#client = from
  }

  /** The direction that speaks for the client, -1 while nobody showed it. */
  get client(): number {
    return this.#client
  }

  /** Ends the watch. */
  end(): TlsFacts {
    for (const { messages } of this.#sides) messages.drop()
    const client = this.#sides[this.#client === 1 ? 1 : 0]
    const server = this.#sides[this.#client === 1 ? 0 : 1]
    const end = (from: number): End => (from === (this.#client === 1 ? 1 : 0) ? 'client' : 'server')
    const chosen = this.#server
    const done = client.finished !== null && server.finished !== null
    const resumed =
      done && chosen !== null && chosen.version < tls13 && server.certificate === undefined && !this.#incomplete
    const data = ({ records, first, last }: Side) => ({
      bytes: records.applicationBytes,
      records: records.applicationRecords,
      first,
      last,
    })
    return {
      hello: this.#hello,
      version: chosen ? versionName(chosen.version) : null,
      cipher: chosen ? cipherSuiteName(chosen.cipher) : null,
      alpn: chosen?.alpn ?? null,
      ticketIssued: this.#ticket,
      resumed,
      serverCertificate: this.#seen(server.certificate, resumed, true),
      clientCertificate: this.#seen(client.certificate, resumed, this.#requested),
      messages: this.#messages.map((message) => handshakeMessage(end(message >> 8), message & 255)),
      alerts: this.#alerts.map((alert) => ({ ...alert, from: end(alert.from) })),
      began: this.#began,
      completed: done ? Math.max(client.finished ?? 0, server.finished ?? 0) : this.#firstData(client, server),
      data: { client: data(client), server: data(server) },
      inferred: chosen !== null && chosen.version >= tls13,
      incomplete: this.#incomplete,
    }
  }

  /** Data flows only behind a handshake: where the capture lost part of that, the first data shows that it was completed. */
  #firstData(client: Side, server: Side): number | null {
    if (this.#server === null || this.#server.version >= tls13) return null
    const times = [client.first, server.first].filter((time) => time !== null)
    return times.length > 0 ? Math.min(...times) : null
  }

  #seen(certificate: CertificateFacts | null | undefined, resumed: boolean, expected: boolean): CertificateSeen {
    if (certificate) return { seen: 'sent', certificate }
    if (certificate === null) return { seen: 'none-sent' }
    if (this.#server && this.#server.version >= tls13) return { seen: 'encrypted' }
    if (resumed) return { seen: 'resumed' }
    return { seen: expected || this.#server === null || this.#incomplete ? 'missing' : 'not-requested' }
  }

  handshake(from: 0 | 1, buffer: Buffer, start: number, end: number): void {
    this.#sides[from].messages.bytes(buffer, start, end)
  }

  changeCipherSpec(from: 0 | 1): void {
    // In TLS 1.3 it is a dummy for middleboxes, and comes before the ServerHello when a hello was sent back (RFC 8446 appendix D.4).
    const modern = this.#server === null ? this.#hello?.versions.includes('TLS 1.3') : this.#server.version >= tls13
    if (modern !== true) this.#sides[from].records.encrypted = true
  }

  lost(from: 0 | 1): void {
    this.#incomplete = true
    this.#sides[from].messages.drop()
  }

  alert(from: 0 | 1, level: number, description: number): void {
    this.#noteAlert(from, level === 1 ? 'warning' : 'fatal', alertName(description))
  }

  #side(from: 0 | 1): Side {
    return {
      records: new RecordReader(this, from),
      messages: new HandshakeReader(this, from, this.#memory),
      certificate: undefined,
      finished: null,
      first: null,
      last: null,
    }
  }

  #noteAlert(from: number, level: 'warning' | 'fatal' | null, alert: string | null): void {
    if (this.#alerts.length < manyAlerts) this.#alerts.push({ from, level, alert, time: this.time })
  }

  #note(from: number, type: number): void {
    if (this.#messages.length < manyMessages) this.#messages.push(256 * from + type)
  }

  message(from: 0 | 1, type: number, buffer: Buffer, start: number, end: number): void {
    this.#note(from, type)
    if (type === handshakeType.clientHello) {
      if (this.#client < 0) this.#client = from
      this.#hello ??= readClientHello(buffer, start, end)
    } else if (type === handshakeType.serverHello) {
      if (this.#client < 0) this.#client = 1 - from
      const hello = readServerHello(buffer, start, end)
      if (hello === null || hello.retry) return
      this.#server ??= hello
      if (hello.version >= tls13) this.#sides[from].records.encrypted = true
    } else if (type === handshakeType.certificate) {
      this.#sides[from].certificate = this.#certificates(buffer, start, end)
    } else if (type === handshakeType.certificateRequest) this.#requested = true
    else if (type === handshakeType.newSessionTicket) this.#ticket = true
  }

  sealed(from: 0 | 1, type: number): void {
    const side = this.#sides[from]
    if (type === contentType.alert) this.#noteAlert(from, null, null)
    if (type === contentType.handshake && side.finished === null) {
      side.finished = this.time
      this.#note(from, handshakeType.finished)
    }
    if (type !== contentType.applicationData) return
    const is13 = this.#server !== null && this.#server.version >= tls13
    if (is13 && side.finished === null) {
      // The first encrypted record of each end carries its side of the handshake.
      side.finished = this.time
      this.#note(from, handshakeType.hidden)
      return
    }
    if (is13 && this.#sides[this.#client === 1 ? 1 : 0].finished === null) return
    side.first ??= this.time
    side.last = this.time
  }
}
