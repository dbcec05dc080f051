import { AtNotes } from './at/at-notes.ts'
import type { Bytes } from './capture/bytes.ts'
import type { PacketSink } from './capture/packet-sink.ts'
import { DnsNotes } from './dns/dns-notes.ts'
import { emptyIpPacket, ipResult, readIp } from './ip/ip-packet.ts'
import { exportedPdu } from './link/exported-pdu.ts'
import { ipOffset, noIp } from './link/ip-offset.ts'
import { linkType } from './link/link-type.ts'
import { printable } from './printable.ts'
import type { Flows } from './tcp/flows.ts'
import type { TraceFacts } from './trace-facts.ts'

const ipProtocol = { tcp: 6, udp: 17 } as const
const dnsPort = 53
const manyKinds = 64

const count = <Key extends string | number>(counts: Record<Key, number>, key: Key) => {
  if (key in counts || Object.keys(counts).length < manyKinds) counts[key] = (counts[key] ?? 0) + 1
}

/** Takes packets off their link layer and hands what is inside to those who understand it. */
export const packetReader = (flows: Flows) => {
  const at = new AtNotes()
  const dns = new DnsNotes()
  const packets: TraceFacts['packets'] = {
    tcp: 0,
    otherIp: 0,
    fragments: 0,
    notIp: 0,
    malformed: 0,
    unknownLinks: {},
    otherPdus: {},
  }
  const ip = emptyIpPacket()

  const readIpPacket = (bytes: Bytes, start: number, end: number, original: number, time: number) => {
    const result = readIp(bytes, start, end, original, ip)
    if (result === ipResult.fragment) packets.fragments += 1
    else if (result !== ipResult.ok) packets.malformed += 1
    else if (ip.protocol === ipProtocol.tcp) {
      packets.tcp += 1
      flows.packet(bytes, ip, time)
    } else {
      packets.otherIp += 1
      const isDns =
        ip.protocol === ipProtocol.udp && ip.start + 8 <= ip.end && bytes.view.getUint16(ip.start) === dnsPort
      if (isDns) dns.answer(bytes.buffer, ip.start + 8, ip.end)
    }
  }

  const readPdu = (bytes: Bytes, start: number, end: number, original: number, time: number, way: number) => {
    const pdu = exportedPdu(bytes.buffer, start, end)
    if (pdu === null) packets.malformed += 1
    else if (pdu.protocol === 'ip' || pdu.protocol === 'ipv6') {
      readIpPacket(bytes, pdu.start, end, original - (pdu.start - start), time)
    } else if (pdu.protocol === 'at' || pdu.protocol === 'at_command') {
      at.packet(bytes.buffer.toString('latin1', pdu.start, end), way, time)
    } else count(packets.otherPdus, printable(pdu.protocol))
  }

  const sink: PacketSink = (bytes, start, end, link, time, original, way) => {
    if (link === linkType.exportedPdu) {
      readPdu(bytes, start, end, original, time, way)
      return
    }
    const offset = ipOffset(bytes.view, start, end, link)
    if (offset >= 0) readIpPacket(bytes, offset, end, original - (offset - start), time)
    else if (offset === noIp.unknownLink) count(packets.unknownLinks, link)
    else if (offset === noIp.otherProtocol) packets.notIp += 1
    else packets.malformed += 1
  }

  return { sink, at, dns, packets }
}
