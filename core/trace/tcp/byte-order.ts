import type { Memory } from '../memory.ts'

interface Waiting {
  sequence: number
  bytes: Buffer
  /** Bytes that were on the wire but not in the capture, behind `bytes`. */
  missing: number
}

/** Receives the directions of a connection in order; `from` is the direction. */
export interface InOrder {
  /** The next bytes; `buffer` is valid only during the call. */
  bytes(from: 0 | 1, buffer: Buffer, start: number, end: number): void
  /** So many bytes passed on the wire and are not in the capture. */
  gap(from: 0 | 1, length: number): void
}

/** What a waiting segment costs beside its bytes. */
const overhead = 256
/** Shared by all streams in which nothing waits, which are nearly all. */
const none: Waiting[] = []
const manyWaiting = 64
const muchWaiting = 1 << 17
/** A segment further away than any window (RFC 7323: 1 GiB) is not of this stream. */
const farAway = 1 << 30

/**
 * Puts one direction's TCP segments in order: retransmitted bytes are dropped (the first copy counts), early segments wait,
 * and when too many wait what is missing is given up as a gap. Sequence numbers wrap (RFC 9293 section 3.4).
 */
export class ByteOrder {
  readonly #to: InOrder
  readonly #from: 0 | 1
  readonly #memory: Memory
  #next = 0
  #known = false
  #waiting: Waiting[] = none
  #held = 0
  /** Bytes sent more than once, and segments that came early. */
  retransmitted = 0
  early = 0

  constructor(to: InOrder, from: 0 | 1, memory: Memory) {
    this.#to = to
    this.#from = from
    this.#memory = memory
  }

  /** Whether early segments wait for something before them. */
  get waits(): boolean {
    return this.#waiting.length > 0
  }

  /** The stream begins here (after a SYN). Ignored once bytes have come. */
  begin(sequence: number): void {
    if (this.#known) return
    this.#next = sequence >>> 0
    this.#known = true
  }

  /** One segment's payload; `missing` bytes of it were not captured. */
  segment(sequence: number, buffer: Buffer, start: number, end: number, missing: number): void {
    this.begin(sequence)
    const ahead = (sequence - this.#next) | 0
    if (ahead > farAway || ahead < -farAway) return
    if (ahead > 0) {
      this.early += 1
      this.#keep(sequence, buffer, start, end, missing)
      return
    }
    this.#take(ahead, buffer, start, end, missing)
    if (this.#waiting.length > 0) this.#release()
  }

  /** No more will come: what waits is delivered with its gaps. */
  end(): void {
    while (this.#waiting.length > 0) this.#giveUpGap()
  }

  #take(ahead: number, buffer: Buffer, start: number, end: number, missing: number): void {
    const again = Math.min(-ahead, end - start)
    this.retransmitted += again
    const lost = Math.max(0, missing - Math.max(0, -ahead - (end - start)))
    if (start + again < end) this.#to.bytes(this.#from, buffer, start + again, end)
    if (lost > 0) this.#to.gap(this.#from, lost)
    this.#next = (this.#next + (end - start - again) + lost) >>> 0
  }

  #keep(sequence: number, buffer: Buffer, start: number, end: number, missing: number): void {
    if (!this.#memory.take(end - start + overhead)) {
      this.end()
      this.segment(this.#next, buffer, start, start, (sequence - this.#next) | 0)
      this.segment(sequence, buffer, start, end, missing)
      return
    }
    if (this.#waiting === none) this.#waiting = []
    const bytes = Buffer.from(buffer.subarray(start, end))
    const after = this.#waiting.findIndex((other) => ((other.sequence - sequence) | 0) > 0)
    this.#waiting.splice(after < 0 ? this.#waiting.length : after, 0, { sequence, bytes, missing })
    this.#held += bytes.length
    while (this.#waiting.length > manyWaiting || this.#held > muchWaiting) this.#giveUpGap()
  }

  #release(): void {
    for (;;) {
      const first = this.#waiting[0]
      if (first === undefined) return
      const ahead = (first.sequence - this.#next) | 0
      if (ahead > 0) return
      this.#waiting.shift()
      this.#held -= first.bytes.length
      this.#memory.give(first.bytes.length + overhead)
      this.#take(ahead, first.bytes, 0, first.bytes.length, first.missing)
    }
  }

  #giveUpGap(): void {
    const first = this.#waiting[0]
    if (first === undefined) return
    const ahead = (first.sequence - this.#next) | 0
    if (ahead > 0) {
      this.#to.gap(this.#from, ahead)
      this.#next = first.sequence >>> 0
    }
    this.#release()
  }
}
