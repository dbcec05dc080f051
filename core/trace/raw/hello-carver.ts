import { ByteWindow } from '../capture/byte-window.ts'
import { type ClientHello, readClientHello } from '../tls/client-hello.ts'

/** A ClientHello found in bytes of unknown shape. */
export interface CarvedHello {
  /** Where its record begins in the file. */
  offset: number
  hello: ClientHello
}

const recordHeader = 5
const messageHeader = 4
const longestRecord = 16_384
const many = 1000
const mark = Buffer.from([0x16, 0x03])
const firmwareName = /mfw_nrf91[a-z0-9-]{2,12}_\d{1,3}\.\d{1,3}\.\d{1,3}(?:[-_][A-Za-z0-9.]{1,20})?/

/**
 * Finds whole ClientHellos, and the name of a modem firmware, in a stream of any format, such as a raw modem trace whose
 * framing is not published. Only messages whose every length fits are taken, so that chance finds are next to impossible;
 * one that the framing cuts in two is not found.
 */
export class HelloCarver {
  readonly found: CarvedHello[] = []
  firmware: string | null = null
  readonly #window = new ByteWindow()
  /** Offset in the file of the window's first unread byte. */
  #offset = 0

  push(chunk: Buffer): void {
    const window = this.#window
    window.push(chunk)
    this.#scan(Math.max(0, window.end - window.start - recordHeader - longestRecord))
  }

  end(): void {
    this.#scan(this.#window.end - this.#window.start)
  }

  /** Looks at the first `length` unread bytes as beginnings; what follows them is there to be read. */
  #scan(length: number): void {
    const { bytes, start, end } = this.#window
    const { buffer } = bytes
    const stop = start + length
    if (this.firmware === null) this.#findFirmware(buffer.subarray(start, end))
    let at = start
    while (at < stop) {
      const next = buffer.indexOf(mark, at)
      at = next < 0 ? stop : Math.min(stop, next)
      if (at === stop) break
      const hello = this.#helloAt(buffer, at, end)
      if (hello !== null) {
        if (this.found.length < many) this.found.push({ offset: this.#offset + at - start, hello })
        at += recordHeader + buffer.readUInt16BE(at + 3)
      } else at += 1
    }
    const taken = Math.min(at, end) - start
    this.#offset += taken
    this.#window.start += taken
  }

  #helloAt(buffer: Buffer, at: number, end: number): ClientHello | null {
    if (at + recordHeader + messageHeader > end) return null
    const record = buffer.readUInt16BE(at + 3)
    const message = buffer.readUIntBE(at + 6, 3)
    if (buffer[at + 5] !== 1 || message + messageHeader !== record || record > longestRecord) return null
    const body = at + recordHeader + messageHeader
    return body + message > end ? null : readClientHello(buffer, body, body + message, true)
  }

  #findFirmware(bytes: Buffer): void {
    for (let at = bytes.indexOf('mfw_nrf91'); at >= 0; at = bytes.indexOf('mfw_nrf91', at + 1)) {
      const match = firmwareName.exec(bytes.toString('latin1', at, at + 64))
      if (match?.index === 0) {
        this.firmware = match[0]
        return
      }
    }
  }
}
