import { direction } from '../../../core/trace/capture/packet-sink.ts'
import { exported } from './links.ts'
import type { WrittenPacket } from './pcap-file.ts'
import { pcapngWriter } from './pcapng-file.ts'

/** One pcapng as Nordic's tools write it: the modem's AT dialogue first, then its IP packets, all as exported PDUs. */
export const modemCapture = (
  firmware: string,
  packets: readonly WrittenPacket[],
  more: string[] = [],
  last = '+CEREG: 5,"0901","020A6B16",7',
): Buffer => {
  const ng = pcapngWriter()
  const start = (packets[0]?.time ?? Date.now() * 1000) - 20_000_000
  const dialogue = ['AT+CGMR', `${firmware}\r\nOK\r\n`, ...more, 'AT+CFUN=1', 'OK\r\n', `${last}\r\n`]
  return Buffer.concat([
    ng.section([[4, Buffer.from('Cellular Monitor')]]),
    ng.interface(252, [[3, Buffer.from('Serialport')]]),
    ...dialogue.map((text, n) =>
      ng.packet({
        bytes: exported('at', text),
        time: start + n * 1_000_000,
        way: text.startsWith('AT') ? direction.outbound : direction.inbound,
      }),
    ),
    ...packets.map((packet) => ng.packet({ ...packet, bytes: exported('ip', packet.bytes) })),
  ])
}
