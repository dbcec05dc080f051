import { addressText } from '../ip/address-text.ts'
import { printable } from '../printable.ts'

export interface DnsFailure {
  name: string
  /** `NXDOMAIN`, `SERVFAIL`, … (RFC 1035 section 4.1.1). */
  reason: string
}

const manyNames = 4096
const manyFailures = 64
const longestName = 255
const reasons: Record<number, string> = { 1: 'FORMERR', 2: 'SERVFAIL', 3: 'NXDOMAIN', 4: 'NOTIMP', 5: 'REFUSED' }

interface Name {
  text: string
  next: number
}

/** A name with its compression pointers followed (RFC 1035 section 4.1.4); null when it is malformed or runs in circles. */
const readName = (buffer: Buffer, from: number, start: number, end: number): Name | null => {
  const labels: string[] = []
  let at = from
  let next = -1
  let length = 0
  for (let hops = 0; hops < 64; hops += 1) {
    if (at >= end) return null
    const size = buffer[at] as number
    if (size === 0) return { text: printable(labels.join('.')), next: next < 0 ? at + 1 : next }
    if (size >= 0xc0) {
      if (at + 2 > end) return null
      if (next < 0) next = at + 2
      at = start + (buffer.readUInt16BE(at) & 0x3fff)
    } else {
      length += size + 1
      if (size > 63 || at + 1 + size > end || length > longestName) return null
      labels.push(buffer.toString('latin1', at + 1, at + 1 + size))
      at += 1 + size
    }
  }
  return null
}

/**
 * Remembers which name an address was asked for: with a firmware that sends no SNI, the question to the DNS is the only place
 * in a capture where the configured host shows.
 */
export class DnsNotes {
  readonly #names = new Map<string, string>()
  readonly failures: DnsFailure[] = []

  /** The name whose answer held this address last, or null. */
  nameOf(address: string): string | null {
    return this.#names.get(address) ?? null
  }

  /** The payload of a UDP datagram from port 53. */
  answer(buffer: Buffer, start: number, end: number): void {
    if (start + 12 > end || (buffer[start + 2] as number) < 0x80) return
    const code = (buffer[start + 3] as number) & 0x0f
    const questions = buffer.readUInt16BE(start + 4)
    const answers = Math.min(buffer.readUInt16BE(start + 6), 64)
    if (questions !== 1) return
    const question = readName(buffer, start + 12, start, end)
    if (question === null) return
    if (code !== 0) {
      this.#fail(question.text, reasons[code] ?? `code ${code}`)
      return
    }
    let at = question.next + 4
    for (let n = 0; n < answers; n += 1) {
      const owner = readName(buffer, at, start, end)
      if (owner === null || owner.next + 10 > end) return
      const type = buffer.readUInt16BE(owner.next)
      const length = buffer.readUInt16BE(owner.next + 8)
      const data = owner.next + 10
      if (data + length > end) return
      const isAddress = (type === 1 && length === 4) || (type === 28 && length === 16)
      // The question's name, not the owner's: behind a CNAME it is still what the application asked for.
      if (isAddress) this.#note(addressText(buffer, data, length), question.text)
      at = data + length
    }
  }

  #note(address: string, name: string): void {
    this.#names.delete(address)
    if (this.#names.size >= manyNames) this.#names.delete(this.#names.keys().next().value ?? '')
    this.#names.set(address, name)
  }

  #fail(name: string, reason: string): void {
    const again = this.failures.some((failure) => failure.name === name && failure.reason === reason)
    if (!again && this.failures.length < manyFailures) this.failures.push({ name, reason })
  }
}
