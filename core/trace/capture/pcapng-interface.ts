import { printable } from '../printable.ts'
import type { CaptureInterface } from './capture-reader.ts'

/** An interface with what is needed to read its packets' times. */
export interface PcapngInterface extends CaptureInterface {
  snapLength: number
  ticksPerMicrosecond: number
  /** Microseconds to add to each time. */
  offset: number
}

interface Option {
  code: number
  value: Buffer
}

/** The options of a block: code, length, value padded to 32 bits (draft-ietf-opsawg-pcapng, section 3.5). */
export const readOptions = (buffer: Buffer, from: number, to: number, little: boolean): Option[] => {
  const options: Option[] = []
  let at = from
  while (at + 4 <= to) {
    const code = little ? buffer.readUInt16LE(at) : buffer.readUInt16BE(at)
    const length = little ? buffer.readUInt16LE(at + 2) : buffer.readUInt16BE(at + 2)
    if (code === 0 || at + 4 + length > to) break
    options.push({ code, value: buffer.subarray(at + 4, at + 4 + length) })
    at += 4 + ((length + 3) & ~3)
  }
  return options
}

const ticks = (resolution: number): number => {
  const exponent = resolution & 0x7f
  return (resolution & 0x80 ? 2 ** exponent : 10 ** exponent) / 1_000_000
}

/** An Interface Description Block (section 4.2): link type, snap length, name and resolution of its clock. */
export const readInterface = (buffer: Buffer, body: number, end: number, little: boolean): PcapngInterface => {
  const found: PcapngInterface = {
    link: little ? buffer.readUInt16LE(body) : buffer.readUInt16BE(body),
    snapLength: little ? buffer.readUInt32LE(body + 4) : buffer.readUInt32BE(body + 4),
    name: null,
    packets: 0,
    ticksPerMicrosecond: 1,
    offset: 0,
  }
  for (const { code, value } of readOptions(buffer, body + 8, end, little)) {
    if (code === 2 || (code === 3 && found.name === null))
      found.name = printable(value.toString('latin1').replace(/\0+$/, ''))
    if (code === 9 && value.length === 1) found.ticksPerMicrosecond = ticks(value.readUInt8(0))
    if (code === 14 && value.length === 8) {
      found.offset = Number(little ? value.readBigInt64LE(0) : value.readBigInt64BE(0)) * 1_000_000
    }
  }
  return found
}
