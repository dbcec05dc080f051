/** Bytes under the reader's hands, as an array and as numbers. Valid until the call returns: who keeps some copies them. */
export interface Bytes {
  readonly buffer: Buffer
  readonly view: DataView
}

/** Both views of one buffer; nothing is copied. */
export const bytesOf = (buffer: Buffer): Bytes => ({
  buffer,
  view: new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength),
})
