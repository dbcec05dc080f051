import type { Memory } from '../memory.ts'

const headerLength = 4
/** Longer than any chain a modem can take (4 kB) or AWS sends; what claims more is stepped over. */
const longestMessage = 1 << 16

/** Told about whole handshake messages: the direction, the type, and the body, which is valid during the call. */
export interface MessageEvents {
  message(from: 0 | 1, type: number, buffer: Buffer, start: number, end: number): void
}

/** Puts handshake messages together from however many records and segments they came in (RFC 5246 section 7.4). */
export class HandshakeReader {
  readonly #to: MessageEvents
  readonly #from: 0 | 1
  readonly #memory: Memory
  #partial: Buffer | null = null
  #have = 0
  #skip = 0

  constructor(to: MessageEvents, from: 0 | 1, memory: Memory) {
    this.#to = to
    this.#from = from
    this.#memory = memory
  }

  bytes(buffer: Buffer, start: number, end: number): void {
    let at = start
    while (at < end) {
      if (this.#skip > 0) {
        const over = Math.min(this.#skip, end - at)
        this.#skip -= over
        at += over
      } else if (this.#partial !== null || end - at < headerLength) at = this.#collect(buffer, at, end)
      else at = this.#inPlace(buffer, at, end)
    }
  }

  /** Forgets a message that began: bytes are missing, or no more will come. */
  drop(): void {
    if (this.#partial !== null) this.#memory.give(this.#partial.length)
    this.#partial = null
    this.#have = 0
    this.#skip = 0
  }

  /** A message that begins here: delivered without a copy when it is whole. */
  #inPlace(buffer: Buffer, at: number, end: number): number {
    const length = headerLength + buffer.readUIntBE(at + 1, 3)
    if (length > longestMessage) {
      this.#skip = length
      return at
    }
    if (at + length > end) return this.#collect(buffer, at, end)
    this.#to.message(this.#from, buffer[at] as number, buffer, at + headerLength, at + length)
    return at + length
  }

  /** Adds what the begun message still needs, its header first; returns where the rest begins. */
  #collect(buffer: Buffer, start: number, end: number): number {
    const known = this.#have >= headerLength && this.#partial !== null
    const length = known ? headerLength + (this.#partial as Buffer).readUIntBE(1, 3) : headerLength
    if (length > longestMessage) return this.#stepOver(length, start)
    const take = Math.min(length - this.#have, end - start)
    if (!this.#reserve(this.#have + take)) return this.#stepOver(length, start)
    const partial = this.#partial as Buffer
    buffer.copy(partial, this.#have, start, start + take)
    this.#have += take
    if (this.#have >= headerLength && this.#have === headerLength + partial.readUIntBE(1, 3)) {
      this.#to.message(this.#from, partial[0] as number, partial, headerLength, this.#have)
      this.drop()
    }
    return start + take
  }

  #stepOver(length: number, at: number): number {
    const have = this.#have
    this.drop()
    this.#skip = Math.max(1, length - have)
    return at
  }

  #reserve(bytes: number): boolean {
    const old = this.#partial
    if (old !== null && bytes <= old.length) return true
    const size = Math.max(256, 2 * bytes)
    if (!this.#memory.take(size)) return false
    const grown = Buffer.allocUnsafeSlow(size)
    if (old !== null) {
      old.copy(grown, 0, 0, this.#have)
      this.#memory.give(old.length)
    }
    this.#partial = grown
    return true
  }
}
