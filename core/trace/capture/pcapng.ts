import { printable } from '../printable.ts'
import { ByteWindow } from './byte-window.ts'
import type { Bytes } from './bytes.ts'
import { type CaptureFacts, type CaptureReader, largestPacket } from './capture-reader.ts'
import { direction, type PacketSink } from './packet-sink.ts'
import { type PcapngInterface, readInterface, readOptions } from './pcapng-interface.ts'

const block = { section: 0x0a0d0d0a, interface: 1, oldPacket: 2, simplePacket: 3, packet: 6, secrets: 0x0a } as const
const byteOrderMagic = 0x1a2b3c4d
const largestBlock = largestPacket + 65_536
const manyInterfaces = 4096

/**
 * Reads pcapng: sections of either byte order, several interfaces of several link types, packet blocks old and new
 * (draft-ietf-opsawg-pcapng, section 4). Blocks of other types are stepped over without being held in memory.
 */
export const pcapngReader = (sink: PacketSink): CaptureReader => {
  const window = new ByteWindow()
  const facts: CaptureFacts = {
    format: 'pcapng',
    byteOrder: 'little',
    interfaces: [],
    packets: 0,
    cutPackets: 0,
    hardware: null,
    application: null,
    decryptionSecrets: false,
    damage: null,
  }
  let networks: PcapngInterface[] = []
  let little = true
  /** Offset in the file of `window.start`. */
  let offset = 0
  /** Bytes of an uninteresting block still to be stepped over. */
  let skip = 0

  const damaged = (what: string): false => {
    facts.damage = `${what} at byte ${offset}; reading stopped there.`
    return false
  }

  const readSection = (start: number, end: number) => {
    networks = []
    facts.byteOrder = little ? 'little' : 'big'
    for (const { code, value } of readOptions(window.bytes.buffer, start + 24, end - 4, little)) {
      const text = printable(value.toString('latin1').replace(/\0+$/, ''))
      if (code === 2) facts.hardware = text
      if (code === 4) facts.application = text
    }
  }

  const deliver = (
    bytes: Bytes,
    on: number,
    start: number,
    captured: number,
    original: number,
    ticks: number,
    way: number,
  ) => {
    const network = networks[on]
    if (network === undefined) return
    network.packets += 1
    facts.packets += 1
    if (original > captured) facts.cutPackets += 1
    const time = ticks < 0 ? 0 : ticks / network.ticksPerMicrosecond + network.offset
    sink(bytes, start, start + captured, network.link, time, Math.max(original, captured), way)
  }

  /** Enhanced Packet Block (section 4.3) and the obsolete Packet Block (appendix), which differ in their first word. */
  const readPacket = (start: number, end: number, old: boolean): boolean => {
    const { bytes } = window
    const { view } = bytes
    const on = old ? view.getUint16(start + 8, little) : view.getUint32(start + 8, little)
    const ticks = view.getUint32(start + 12, little) * 4_294_967_296 + view.getUint32(start + 16, little)
    const captured = view.getUint32(start + 20, little)
    const options = start + 28 + captured + (-captured & 3)
    if (options > end - 4) return damaged(`A packet of ${captured} bytes does not fit its block`)
    let way: number = direction.unknown
    // The flags option is the first where there is one, in every writer seen; a search would cost every packet.
    if (options + 8 <= end - 4 && view.getUint16(options, little) === 2) way = view.getUint32(options + 4, little) & 3
    deliver(bytes, on, start + 28, captured, view.getUint32(start + 24, little), ticks, way)
    return true
  }

  const readSimplePacket = (start: number, end: number) => {
    const original = window.bytes.view.getUint32(start + 8, little)
    const limit = networks[0]?.snapLength || Number.POSITIVE_INFINITY
    const captured = Math.min(original, limit, end - start - 16)
    deliver(window.bytes, 0, start + 12, captured, original, -1, direction.unknown)
  }

  const readBlock = (type: number, start: number, end: number): boolean => {
    if (type === block.packet || type === block.oldPacket) {
      return end - start < 32
        ? damaged('A packet block too short for its header')
        : readPacket(start, end, type === block.oldPacket)
    }
    if (type === block.simplePacket) {
      if (end - start < 16) return damaged('A packet block too short for its header')
      readSimplePacket(start, end)
    }
    if (type === block.section) readSection(start, end)
    if (type === block.interface) {
      if (end - start < 20) return damaged('An interface block too short for its header')
      const network = readInterface(window.bytes.buffer, start + 8, end - 4, little)
      networks.push(network)
      if (facts.interfaces.length < manyInterfaces) facts.interfaces.push(network)
    }
    return true
  }

  /** One block; false when it is not whole yet or the file is damaged. */
  const step = (): boolean => {
    const { view } = window.bytes
    const left = window.end - window.start
    if (left < 12) return false
    const start = window.start
    const isSection = view.getUint32(start) === block.section
    if (isSection) little = view.getUint32(start + 8, true) === byteOrderMagic
    if (isSection && !little && view.getUint32(start + 8) !== byteOrderMagic)
      return damaged('A section without byte-order magic')
    const type = isSection ? block.section : view.getUint32(start, little)
    const length = view.getUint32(start + 4, little)
    if (length < 12 || length % 4 !== 0 || (isSection && length < 28))
      return damaged(`A block of impossible length ${length}`)
    const wanted = isSection || (type >= block.interface && type <= block.simplePacket) || type === block.packet
    if (!wanted) {
      facts.decryptionSecrets ||= type === block.secrets
      skip = length
    } else {
      if (length > largestBlock) return damaged(`A block of ${length} bytes`)
      if (length > left) return false
      if (type === block.interface && networks.length >= manyInterfaces)
        return damaged(`More than ${manyInterfaces} interfaces`)
      if (!readBlock(type, start, start + length)) return false
      window.start += length
      offset += length
    }
    return true
  }

  const stepOver = () => {
    const over = Math.min(skip, window.end - window.start)
    window.start += over
    offset += over
    skip -= over
  }

  return {
    facts,
    push(chunk) {
      if (facts.damage !== null) return
      window.push(chunk)
      do stepOver()
      while (step())
    },
    end() {
      const left = window.end - window.start
      if (facts.damage === null && (left > 0 || skip > 0)) {
        facts.damage = `The file ends inside the block at byte ${offset}.`
      }
    },
  }
}
