import { addressText, hostPort } from '../../../../core/trace/ip/address-text.ts'
import { addressBytes, ipPacket, tcpSegment } from '../../../support/capture/packets.ts'
import { pcapFile } from '../../../support/capture/pcap-file.ts'
import { readFacts } from '../../../support/capture/read-facts.ts'

const segment = tcpSegment({ from: '', to: '', fromPort: 40_000, toPort: 8883, flags: 'S' })
const read = (...packets: Buffer[]) =>
  readFacts(
    pcapFile(
      101,
      packets.map((bytes) => ({ bytes })),
    ),
  ).packets

test('walks through IPv6 extension headers', () => {
  const eight = Buffer.alloc(8)
  const routing = Buffer.alloc(24)
  routing[1] = 2
  const authentication = Buffer.alloc(16)
  authentication[1] = 2
  const atomicFragment = Buffer.alloc(8)
  const extensions = [
    { type: 0, bytes: eight },
    { type: 43, bytes: routing },
    { type: 60, bytes: eight },
    { type: 51, bytes: authentication },
    { type: 44, bytes: atomicFragment },
  ]
  expect(read(ipPacket('2001:db8::1', '2001:db8::2', 6, segment, { extensions }))).toMatchObject({
    tcp: 1,
    malformed: 0,
  })
})

test('gives up on an endless chain of extension headers', () => {
  const extensions = Array.from({ length: 17 }, () => ({ type: 60, bytes: Buffer.alloc(8) }))
  expect(read(ipPacket('2001:db8::1', '2001:db8::2', 6, segment, { extensions }))).toMatchObject({
    tcp: 0,
    malformed: 1,
  })
})

test('counts fragments of both families', () => {
  const fragment = Buffer.alloc(8)
  fragment.writeUInt16BE(0x0009, 2)
  const packets = [
    ipPacket('10.0.0.1', '10.0.0.2', 6, segment, { fragment: 0x2000 }),
    ipPacket('10.0.0.1', '10.0.0.2', 6, segment, { fragment: 0x0010 }),
    ipPacket('2001:db8::1', '2001:db8::2', 6, segment, { extensions: [{ type: 44, bytes: fragment }] }),
    ipPacket('10.0.0.1', '10.0.0.2', 6, segment, { fragment: 0x4000 }),
  ]
  expect(read(...packets)).toMatchObject({ fragments: 3, tcp: 1 })
})

test('takes a total length of 0 (segmentation offload) as the length on the wire', () => {
  const packet = ipPacket('10.0.0.1', '10.0.0.2', 6, segment)
  packet.writeUInt16BE(0, 2)
  expect(read(packet)).toMatchObject({ tcp: 1 })
})

test.each([
  ['version 5', 0, 0x55],
  ['a header shorter than 20 bytes', 0, 0x44],
])('%s is malformed', (_, at, byte) => {
  const packet = ipPacket('10.0.0.1', '10.0.0.2', 6, segment)
  packet[at] = byte
  expect(read(packet)).toMatchObject({ tcp: 0, malformed: 1 })
})

test('ignores padding behind the packet', () => {
  const ack = tcpSegment({ from: '', to: '', fromPort: 40_000, toPort: 8883, flags: 'A' })
  const padded = Buffer.concat([ipPacket('10.0.0.1', '10.0.0.2', 6, ack), Buffer.from('160301000000', 'hex')])
  expect(readFacts(pcapFile(101, [{ bytes: padded }])).connections).toEqual([])
})

test.each([
  ['10.1.2.3', '10.1.2.3'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['::', '::'],
  ['::1', '::1'],
  ['2001:db8:1:1:1:1:1:1', '2001:db8:1:1:1:1:1:1'],
  ['fe80::10:0:0:0', 'fe80::10:0:0:0'],
  ['1:0:10:0:0:0:10:0', '1:0:10::10:0'],
])('writes %s as people do', (address, text) => {
  const bytes = addressBytes(address)
  expect(addressText(bytes, 0, bytes.length)).toBe(text)
})

test('puts brackets around IPv6 before a port', () => {
  expect([hostPort('10.1.2.3', 1), hostPort('::1', 2)]).toEqual(['10.1.2.3:1', '[::1]:2'])
})
