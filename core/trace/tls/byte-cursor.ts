/** Walks through a message; past its end it answers zeroes and remembers it in `failed`, so that parsers stay straight. */
export class ByteCursor {
  readonly buffer: Buffer
  at: number
  readonly end: number
  failed = false

  constructor(buffer: Buffer, at: number, end: number) {
    this.buffer = buffer
    this.at = at
    this.end = end
  }

  get left(): number {
    return this.failed ? 0 : this.end - this.at
  }

  /** An unsigned number of 1 to 3 bytes. */
  number(bytes: 1 | 2 | 3): number {
    if (!this.#has(bytes)) return 0
    const value = this.buffer.readUIntBE(this.at, bytes)
    this.at += bytes
    return value
  }

  skip(bytes: number): void {
    if (this.#has(bytes)) this.at += bytes
  }

  /** A vector behind its length of 1 to 3 bytes (RFC 5246 section 4.3), as a cursor of its own. */
  vector(lengthBytes: 1 | 2 | 3): ByteCursor {
    const length = this.number(lengthBytes)
    const start = this.at
    this.skip(length)
    return new ByteCursor(this.buffer, start, this.failed ? start : start + length)
  }

  text(): string {
    return this.buffer.toString('latin1', this.at, this.end)
  }

  #has(bytes: number): boolean {
    if (this.failed || this.at + bytes > this.end) this.failed = true
    return !this.failed
  }
}
