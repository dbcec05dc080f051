import { ByteWindow } from './byte-window.ts'
import { type CaptureFacts, type CaptureInterface, type CaptureReader, largestPacket } from './capture-reader.ts'
import { direction, type PacketSink } from './packet-sink.ts'

const fileHeader = 24
const recordHeader = 16
const nanosecondMagic = 0xa1b23c4d

/** Reads classic pcap: both byte orders, microseconds and nanoseconds (draft-ietf-opsawg-pcap, sections 4 and 5). */
export const pcapReader = (sink: PacketSink): CaptureReader => {
  const window = new ByteWindow()
  const network: CaptureInterface = { link: -1, name: null, packets: 0 }
  const facts: CaptureFacts = {
    format: 'pcap',
    byteOrder: 'little',
    interfaces: [network],
    packets: 0,
    cutPackets: 0,
    hardware: null,
    application: null,
    decryptionSecrets: false,
    damage: null,
  }
  let little = true
  let perMicrosecond = 1
  let offset = 0

  const readFileHeader = () => {
    const { view } = window.bytes
    little = view.getUint8(window.start) === 0xd4 || view.getUint8(window.start) === 0x4d
    facts.byteOrder = little ? 'little' : 'big'
    if (view.getUint32(window.start, little) === nanosecondMagic) perMicrosecond = 1000
    // The upper bits hold the length of a frame check sequence, not the link type (section 4, "FCS len").
    network.link = view.getUint32(window.start + 20, little) & 0xffff
    window.start += fileHeader
    offset = fileHeader
  }

  const readRecords = () => {
    const { bytes, end } = window
    const { view } = bytes
    let at = window.start
    while (at + recordHeader <= end) {
      const captured = view.getUint32(at + 8, little)
      if (captured > largestPacket) {
        facts.damage = `The record at byte ${offset + at - window.start} claims ${captured} bytes; reading stopped there.`
        break
      }
      const start = at + recordHeader
      if (start + captured > end) break
      const original = Math.max(captured, view.getUint32(at + 12, little))
      const time = view.getUint32(at, little) * 1_000_000 + view.getUint32(at + 4, little) / perMicrosecond
      facts.packets += 1
      if (original > captured) facts.cutPackets += 1
      sink(bytes, start, start + captured, network.link, time, original, direction.unknown)
      at = start + captured
    }
    offset += at - window.start
    window.start = at
  }

  return {
    facts,
    push(chunk) {
      if (facts.damage !== null) return
      window.push(chunk)
      if (offset === 0) {
        if (window.end - window.start < fileHeader) return
        readFileHeader()
      }
      readRecords()
      network.packets = facts.packets
    },
    end() {
      const left = window.end - window.start
      if (facts.damage === null && left > 0) {
        facts.damage = `The file ends inside the record at byte ${offset} (${left} bytes of it are there).`
      }
    },
  }
}
