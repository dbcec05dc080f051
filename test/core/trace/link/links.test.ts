import { onLink } from '../../../support/capture/links.ts'
import { tcpPacket } from '../../../support/capture/packets.ts'
import { pcapFile } from '../../../support/capture/pcap-file.ts'
import { readFacts } from '../../../support/capture/read-facts.ts'

const over4 = tcpPacket({ from: '10.0.0.1', to: '10.0.0.2', fromPort: 40_000, toPort: 8883, flags: 'S' })
const over6 = tcpPacket({ from: '2001:db8::1', to: '2001:db8:0:1::2', fromPort: 40_000, toPort: 8883, flags: 'S' })

const forms: [number, string][] = [
  [1, ''],
  [1, 'vlan'],
  [1, 'stacked'],
  [1, 'pppoe'],
  [101, ''],
  [12, ''],
  [14, ''],
  [228, ''],
  [229, ''],
  [113, ''],
  [276, ''],
  [0, ''],
  [0, 'big'],
  [108, ''],
  [252, ''],
]

test.each(forms)('finds TCP over IPv4 and IPv6 on link type %i %s', (link, variant) => {
  for (const [packet, address] of [
    [over4, '10.0.0.2'],
    [over6, '2001:db8:0:1::2'],
  ] as const) {
    const facts = readFacts(pcapFile(link, [{ bytes: onLink(link, packet, variant) }]))
    expect(facts.packets).toMatchObject({ tcp: 1, malformed: 0, notIp: 0 })
    expect(facts.connections[0]?.server).toEqual({ address, port: 8883 })
  }
})

test('counts unknown link types by number and goes on', () => {
  const facts = readFacts(pcapFile(127, [{ bytes: over4 }, { bytes: over4 }]))
  expect(facts.packets).toMatchObject({ unknownLinks: { 127: 2 }, tcp: 0 })
})

test('counts what is not IP', () => {
  const arp = Buffer.concat([Buffer.alloc(12), Buffer.from([0x08, 0x06]), Buffer.alloc(28)])
  const facts = readFacts(pcapFile(1, [{ bytes: arp }, { bytes: onLink(1, over4) }, { bytes: Buffer.alloc(9) }]))
  expect(facts.packets).toMatchObject({ notIp: 1, tcp: 1, malformed: 1 })
})

test('every cut of every link header is counted, never read past', () => {
  for (const [link, variant] of forms) {
    const packet = onLink(link, over6, variant)
    for (let length = 0; length < packet.length; length += 1) {
      const facts = readFacts(pcapFile(link, [{ bytes: packet.subarray(0, length), original: packet.length }]))
      const { tcp, malformed, notIp, otherIp } = facts.packets
      expect(tcp + malformed + notIp + otherIp).toBe(1)
    }
  }
})
