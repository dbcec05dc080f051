import type { Memory } from '../memory.ts'
import { type PlainMqtt, readPlainConnack, readPlainConnect } from '../mqtt/plain-mqtt.ts'
import type { certificateReader } from '../tls/certificate.ts'
import { startsRecord } from '../tls/record-reader.ts'
import type { TlsFacts } from '../tls/tls-facts.ts'
import { TlsSession } from '../tls/tls-session.ts'
import { ByteOrder, type InOrder } from './byte-order.ts'

/** What a connection carries, as far as its first bytes tell. */
type Protocol = { tls: TlsSession } | { mqtt: PlainMqtt; from: number } | 'undecided' | 'other'

export interface Carried {
  /** The direction that speaks for the client, as the protocol shows it, else as it was assumed. */
  client: number
  tls: TlsFacts | null
  mqtt: PlainMqtt | null
  /** Bytes sent twice and segments that came early, both directions. */
  retransmitted: number
  early: number
}

/** The two directions of one TCP connection put in order and handed to whoever understands them. */
export class Conversation implements InOrder {
  readonly #certificates: ReturnType<typeof certificateReader>
  readonly #memory: Memory
  readonly #orders: [ByteOrder, ByteOrder]
  /** First bytes of a direction, while they are too few to tell what it speaks. */
  readonly #heads: [Buffer | null, Buffer | null] = [null, null]
  #protocol: Protocol = 'undecided'
  #time = 0

  constructor(certificates: ReturnType<typeof certificateReader>, memory: Memory) {
    this.#certificates = certificates
    this.#memory = memory
    this.#orders = [new ByteOrder(this, 0, memory), new ByteOrder(this, 1, memory)]
  }

  /** True once it is clear that nothing here is worth following. */
  get uninteresting(): boolean {
    return this.#protocol === 'other'
  }

  /** Whether bytes that were missing may still come. */
  get waits(): boolean {
    return this.#orders[0].waits || this.#orders[1].waits
  }

  begin(from: 0 | 1, sequence: number): void {
    this.#orders[from].begin(sequence)
  }

  segment(
    from: 0 | 1,
    time: number,
    sequence: number,
    buffer: Buffer,
    start: number,
    end: number,
    missing: number,
  ): void {
    this.#time = time
    if (typeof this.#protocol === 'object' && 'tls' in this.#protocol) this.#protocol.tls.time = time
    this.#orders[from].segment(sequence, buffer, start, end, missing)
  }

  /** No more will come. `client` is taken for the direction that opened the connection where its protocol does not show it. */
  end(client: number): Carried {
    for (const order of this.#orders) order.end()
    const protocol = this.#protocol
    const tls = typeof protocol === 'object' && 'tls' in protocol ? protocol.tls : null
    tls?.assumeClient(client)
    const mqtt = typeof protocol === 'object' && 'mqtt' in protocol ? protocol : null
    return {
      client: tls?.client ?? mqtt?.from ?? client,
      tls: tls?.end() ?? null,
      mqtt: mqtt?.mqtt ?? null,
      retransmitted: this.#orders[0].retransmitted + this.#orders[1].retransmitted,
      early: this.#orders[0].early + this.#orders[1].early,
    }
  }

  /** Called by its orders. */
  gap(from: 0 | 1, length: number): void {
    const protocol = this.#protocol
    if (typeof protocol === 'object' && 'tls' in protocol) protocol.tls.direction(from).gap(length)
  }

  /** Called by its orders. */
  bytes(from: 0 | 1, buffer: Buffer, start: number, end: number): void {
    const protocol = this.#protocol
    if (protocol === 'undecided') this.#decide(from, buffer, start, end)
    else if (protocol === 'other') return
    else if ('tls' in protocol) protocol.tls.direction(from).bytes(buffer, start, end)
    else if (protocol.mqtt.returnCode === null) protocol.mqtt.returnCode = readPlainConnack(buffer, start, end)
  }

  /** Three bytes are enough to tell TLS; an MQTT CONNECT is read from the first segment it comes in. */
  #decide(from: 0 | 1, buffer: Buffer, start: number, end: number): void {
    const held = this.#heads[from]
    const head = held ? Buffer.concat([held, buffer.subarray(start, end)]) : buffer
    const at = held ? 0 : start
    const stop = held ? head.length : end
    const mqtt = readPlainConnect(head, at, stop)
    if (mqtt) this.#protocol = { mqtt, from }
    else if (stop - at < 3) this.#heads[from] = Buffer.from(head.subarray(at, stop))
    else if (startsRecord(head, at, stop)) {
      const tls = new TlsSession(this.#time, this.#certificates, this.#memory)
      this.#protocol = { tls }
      tls.direction(from).bytes(head, at, stop)
    } else this.#protocol = 'other'
  }
}

/** Whether a first payload may be TLS or MQTT, so that all other connections cost no memory at all. */
export const worthFollowing = (buffer: Buffer, start: number, end: number): boolean =>
  startsRecord(buffer, start, end) || buffer[start] === 0x10
