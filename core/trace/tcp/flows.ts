import type { Bytes } from '../capture/bytes.ts'
import type { IpPacket } from '../ip/ip-packet.ts'
import { Memory } from '../memory.ts'
import { certificateReader } from '../tls/certificate.ts'
import { Conversation, worthFollowing } from './conversation.ts'
import { FlowTable, flowState } from './flow-table.ts'
import type { Endpoint, TcpConnection } from './tcp-connection.ts'

export interface FlowLimits {
  /** TCP connections known at once; the least recently used one makes room. */
  flows: number
  /** TLS or MQTT connections followed at once; the oldest makes room. */
  conversations: number
  /** Bytes held back in all of them together. */
  memory: number
}

interface Followed {
  conversation: Conversation
  close: { by: 0 | 1; how: 'FIN' | 'RST'; time: number } | null
}

const flag = { fin: 1, syn: 2, rst: 4, ack: 16 } as const
/** Connection attempts to these are worth telling even when no byte passed. */
const watchedPorts = [443, 1883, 8443, 8883]
const bothFinished = flowState.fin0 | flowState.fin1
const hasData = flowState.data0 | flowState.data1

/** Who opened a connection of which the capture has neither SYN nor hello: not the end at the port that servers use. */
const likelyClient = (ends: [Endpoint, Endpoint]): 0 | 1 => {
  const serves = ends.map(({ port }) => watchedPorts.includes(port))
  if (serves[0] !== serves[1]) return serves[0] === true ? 1 : 0
  return ends[0].port < ends[1].port ? 1 : 0
}

/** Sorts TCP segments into connections, follows those that may be TLS or MQTT, and tells each when it is over. */
export class Flows {
  readonly #table: FlowTable
  readonly #followed = new Map<number, Followed>()
  readonly #limits: FlowLimits
  readonly #memory: Memory
  readonly #certificates = certificateReader()
  readonly #onConnection: (connection: TcpConnection) => void
  segments = 0
  malformed = 0
  /** Connections that were told before their end because too many were under way. */
  letGo = 0

  constructor(seed: number, limits: FlowLimits, onConnection: (connection: TcpConnection) => void) {
    this.#limits = limits
    this.#memory = new Memory(limits.memory)
    this.#onConnection = onConnection
    this.#table = new FlowTable(seed, limits.flows, (flow) => this.#finish(flow, true))
  }

  /** TCP connections seen so far. */
  get connections(): number {
    return this.#table.created
  }

  /** One IP packet that carries TCP (RFC 9293 section 3.1). */
  packet({ buffer, view }: Bytes, ip: IpPacket, time: number): void {
    const at = ip.start
    const start = at + 20 > ip.end ? -1 : at + (view.getUint8(at + 12) >> 4) * 4
    if (start < at + 20 || start > ip.wireEnd) {
      this.malformed += 1
      return
    }
    this.segments += 1
    const table = this.#table
    const flags = view.getUint8(at + 13)
    const flow = table.find(view, ip.source, ip.destination, ip.addressLength, view.getUint32(at), time)
    const from = table.reversed as 0 | 1
    const sequence = view.getUint32(at + 4)
    if ((flags & flag.syn) !== 0) this.#syn(flow, from, sequence, (flags & flag.ack) !== 0, time)
    if (((table.state[flow] as number) & flowState.done) !== 0) return
    if (ip.wireEnd > start) {
      const first = (flags & flag.syn) !== 0 ? sequence + 1 : sequence
      this.#payload(flow, from, time, first, buffer, start, Math.max(start, ip.end), ip.wireEnd)
    }
    if ((flags & (flag.fin | flag.rst)) !== 0) this.#close(flow, from, (flags & flag.rst) !== 0, time)
  }

  /** The capture is over: what is still open is told as open. */
  end(): void {
    for (let flow = 0; flow < this.#table.size; flow += 1) this.#finish(flow)
  }

  #syn(flow: number, from: 0 | 1, sequence: number, answer: boolean, time: number): void {
    const table = this.#table
    const index = 2 * flow + from
    const state = table.state[flow] as number
    const mark = (answer ? flowState.synAck0 : flowState.syn0) << from
    const begun = (state & (flowState.done | hasData)) !== 0
    if (!answer && begun && table.firstSequence[index] !== (sequence + 1) >>> 0) {
      // The same two ports again: the old connection is over, whether its close was captured or not.
      this.#finish(flow)
      table.reset(flow, time)
    }
    table.state[flow] = (table.state[flow] as number) | mark
    table.firstSequence[index] = sequence + 1
    if (!answer && (table.synCount[flow] as number) < 255) table.synCount[flow] = (table.synCount[flow] as number) + 1
  }

  #payload(
    flow: number,
    from: 0 | 1,
    time: number,
    sequence: number,
    buffer: Buffer,
    start: number,
    end: number,
    wireEnd: number,
  ): void {
    const table = this.#table
    const state = table.state[flow] as number
    let followed = this.#followed.get(flow)
    if (followed === undefined) {
      const synSeen = ((state >> from) & (flowState.syn0 | flowState.synAck0)) !== 0
      const early = synSeen && table.firstSequence[2 * flow + from] !== sequence >>> 0
      if ((state & hasData) === 0 && (early || worthFollowing(buffer, start, end))) followed = this.#follow(flow)
    }
    table.state[flow] = state | (flowState.data0 << from)
    if (followed === undefined) return
    followed.conversation.segment(from, time, sequence, buffer, start, end, wireEnd - end)
    if (followed.conversation.uninteresting) this.#drop(flow)
  }

  #follow(flow: number): Followed {
    const conversation = new Conversation(this.#certificates, this.#memory)
    const state = this.#table.state[flow] as number
    for (const from of [0, 1] as const) {
      const synSeen = ((state >> from) & (flowState.syn0 | flowState.synAck0)) !== 0
      if (synSeen) conversation.begin(from, this.#table.firstSequence[2 * flow + from] as number)
    }
    if (this.#followed.size >= this.#limits.conversations) {
      const oldest = this.#followed.keys().next().value
      if (oldest !== undefined) this.#finish(oldest, true)
    }
    const followed: Followed = { conversation, close: null }
    this.#followed.set(flow, followed)
    return followed
  }

  #drop(flow: number): void {
    this.#followed.get(flow)?.conversation.end(0)
    this.#followed.delete(flow)
  }

  #close(flow: number, from: 0 | 1, reset: boolean, time: number): void {
    const table = this.#table
    const followed = this.#followed.get(flow)
    if (followed) followed.close ??= { by: from, how: reset ? 'RST' : 'FIN', time }
    table.state[flow] = (table.state[flow] as number) | (flowState.fin0 << from)
    const over = ((table.state[flow] as number) & bothFinished) === bothFinished && !followed?.conversation.waits
    if (reset || over) this.#finish(flow, false, reset ? from : -1)
  }

  #finish(flow: number, early = false, resetBy = -1): void {
    const table = this.#table
    const state = table.state[flow] as number
    if ((state & flowState.done) !== 0) return
    table.state[flow] = state | flowState.done
    const followed = this.#followed.get(flow)
    if (followed) {
      if (early) this.letGo += 1
      this.#followed.delete(flow)
    }
    const opener = (state & flowState.syn0) !== 0 ? 0 : (state & flowState.syn1) !== 0 ? 1 : -1
    const answered = (state & (flowState.synAck0 | flowState.synAck1 | hasData)) !== 0
    if (followed === undefined && (answered || opener < 0)) return
    const ends = table.ends(flow)
    const carried = followed?.conversation.end(opener >= 0 ? opener : likelyClient(ends)) ?? null
    const client = opener >= 0 ? opener : (carried?.client ?? 0)
    if (carried === null && !watchedPorts.includes(ends[1 - client]?.port ?? 0)) return
    const close = followed?.close ?? null
    this.#onConnection({
      client: ends[client === 1 ? 1 : 0],
      server: ends[client === 1 ? 0 : 1],
      opened: table.firstTime[flow] as number,
      last: table.lastTime[flow] as number,
      syns: table.synCount[flow] as number,
      handshake: answered ? 'open' : resetBy === 1 - opener ? 'refused' : 'silent',
      close: close && { by: close.by === client ? 'client' : 'server', how: close.how, time: close.time },
      carried,
    })
  }
}
