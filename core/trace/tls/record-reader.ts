/** Content types of a record (RFC 5246 section 6.2.1). */
export const contentType = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const

/** Told about the records of both directions, in order; `from` is the direction. */
export interface RecordEvents {
  /** Bytes of handshake messages in clear; valid during the call. */
  handshake(from: 0 | 1, buffer: Buffer, start: number, end: number): void
  alert(from: 0 | 1, level: number, description: number): void
  changeCipherSpec(from: 0 | 1): void
  /** A record whose content is encrypted begins. */
  sealed(from: 0 | 1, type: number): void
  /** Bytes are missing, or what came is no TLS: the records cannot be followed from here. */
  lost(from: 0 | 1): void
}

const headerLength = 5
/** 2^14 and what encryption may add (RFC 5246 section 6.2.3). */
const longestRecord = 16_384 + 2048

/** Whether bytes can be the header of a TLS record, as far as they go. */
export const startsRecord = (buffer: Buffer, start: number, end: number): boolean => {
  const type = buffer[start]
  if (type === undefined || start >= end || type < 20 || type > 23) return false
  if (start + 1 < end && buffer[start + 1] !== 3) return false
  if (start + 2 < end && (buffer[start + 2] as number) > 4) return false
  return start + headerLength > end || buffer.readUInt16BE(start + 3) <= longestRecord
}

/** Follows the records of one direction from bytes in order, reading their headers and stepping over what is encrypted. */
export class RecordReader {
  readonly #to: RecordEvents
  readonly #from: 0 | 1
  /** Bytes of the header that are there, and what they said. */
  #have = 0
  #type = 0
  #length = 0
  /** Bytes of the content still to come. */
  #left = 0
  #alertLevel = -1
  #inSync = true
  /** Set by the session when this direction's keys change. */
  encrypted = false
  applicationRecords = 0
  applicationBytes = 0

  constructor(to: RecordEvents, from: 0 | 1) {
    this.#to = to
    this.#from = from
  }

  bytes(buffer: Buffer, start: number, end: number): void {
    let at = start
    if (!this.#inSync) {
      // After a gap a segment that begins with a record header is a place to go on from; most senders align them.
      if (!startsRecord(buffer, start, end) || end - start < headerLength) return
      this.#inSync = true
      this.#have = 0
      this.#left = 0
    }
    while (at < end) {
      if (this.#left > 0) {
        const part = Math.min(this.#left, end - at)
        this.#content(buffer, at, at + part)
        this.#left -= part
        at += part
      } else if (!this.#header(buffer[at++] as number)) return
    }
  }

  gap(length: number): void {
    if (!this.#inSync) return
    const skippable = this.#left > 0 && (this.encrypted || this.#type === contentType.applicationData)
    if (skippable && length <= this.#left) {
      if (this.#type === contentType.applicationData) this.applicationBytes += length
      this.#left -= length
      return
    }
    this.#lose()
  }

  /** Takes one byte of a header; false when it cannot be one. */
  #header(byte: number): boolean {
    const at = this.#have++
    if (at === 0) this.#type = byte
    const impossible = (at === 0 && (byte < 20 || byte > 23)) || (at === 1 && byte !== 3) || (at === 2 && byte > 4)
    this.#length = at === 3 ? byte << 8 : this.#length | byte
    if (impossible || (at === 4 && this.#length > longestRecord)) {
      this.#lose()
      return false
    }
    if (at === 4) this.#begin()
    return true
  }

  #begin(): void {
    this.#have = 0
    this.#left = this.#length
    this.#alertLevel = -1
    if (this.#type === contentType.applicationData) this.applicationRecords += 1
    if (this.#type === contentType.changeCipherSpec) this.#to.changeCipherSpec(this.#from)
    else if (this.#sealed()) this.#to.sealed(this.#from, this.#type)
  }

  /** An alert in clear has two bytes, so a longer one is encrypted, also where the capture lacks the handshake before it. */
  #sealed(): boolean {
    const longAlert = this.#type === contentType.alert && this.#length !== 2
    return this.encrypted || this.#type === contentType.applicationData || longAlert
  }

  #content(buffer: Buffer, start: number, end: number): void {
    if (this.#type === contentType.applicationData) this.applicationBytes += end - start
    else if (this.#sealed()) return
    else if (this.#type === contentType.handshake) this.#to.handshake(this.#from, buffer, start, end)
    else if (this.#type === contentType.alert) this.#alert(buffer, start, end)
  }

  #alert(buffer: Buffer, start: number, end: number): void {
    for (let at = start; at < end; at += 1) {
      const byte = buffer[at] as number
      if (this.#alertLevel >= 0) this.#to.alert(this.#from, this.#alertLevel, byte)
      this.#alertLevel = this.#alertLevel >= 0 ? -1 : byte
    }
  }

  #lose(): void {
    this.#inSync = false
    this.#to.lost(this.#from)
  }
}
