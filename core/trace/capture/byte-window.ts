import { type Bytes, bytesOf } from './bytes.ts'

/**
 * The unread part of a stream, always in one piece: a record that a chunk cut in two is whole after the next one.
 * The buffer is used again and again, so a file of any size costs its largest record plus one chunk.
 */
export class ByteWindow {
  bytes: Bytes = bytesOf(Buffer.allocUnsafe(1 << 16))
  start = 0
  end = 0

  /** Adds a chunk behind what is unread; moves `start` to 0. */
  push(chunk: Buffer): void {
    const unread = this.end - this.start
    const source = this.bytes.buffer
    if (unread + chunk.length > source.length) {
      this.bytes = bytesOf(Buffer.allocUnsafe(2 * (unread + chunk.length)))
    }
    source.copy(this.bytes.buffer, 0, this.start, this.end)
    chunk.copy(this.bytes.buffer, unread)
    this.start = 0
    this.end = unread + chunk.length
  }
}
