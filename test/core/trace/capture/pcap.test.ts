import { tcpPacket } from '../../../support/capture/packets.ts'
import { pcapFile } from '../../../support/capture/pcap-file.ts'
import { readFacts } from '../../../support/capture/read-facts.ts'

const packet = tcpPacket({ from: '10.0.0.1', to: '10.0.0.2', fromPort: 40_000, toPort: 8883, flags: 'S' })
const time = 1_760_000_000_123_456

test.each([
  { little: true, nanoseconds: false },
  { little: false, nanoseconds: false },
  { little: true, nanoseconds: true },
  { little: false, nanoseconds: true },
])('reads pcap with %p, packet times included', (form) => {
  const facts = readFacts(pcapFile(101, [{ bytes: packet, time }], form))
  expect(facts.capture).toMatchObject({
    format: 'pcap',
    byteOrder: form.little ? 'little' : 'big',
    packets: 1,
    damage: null,
    interfaces: [{ link: 101, packets: 1 }],
  })
  expect(facts.connections[0]).toMatchObject({
    opened: time,
    ending: 'tcp-silent',
    server: { address: '10.0.0.2', port: 8883 },
  })
})

test('does not mind where chunks end', () => {
  const file = pcapFile(
    101,
    [1, 2, 3, 4].map((n) => ({ bytes: packet, time: time + n })),
  )
  const whole = readFacts(file)
  for (const chunk of [1, 7, 16, 24, 25, 61]) expect(readFacts(file, { chunk })).toEqual(whole)
})

test('ignores the frame check sequence bits of the link type', () => {
  const facts = readFacts(
    pcapFile(0x14000001 | 0, [{ bytes: Buffer.concat([Buffer.alloc(12), Buffer.from([8, 0]), packet]) }]),
  )
  expect(facts.packets.tcp).toBe(1)
})

test('counts packets that the snap length cut', () => {
  const facts = readFacts(pcapFile(101, [{ bytes: packet.subarray(0, 30), original: packet.length }]))
  expect(facts.capture?.cutPackets).toBe(1)
  expect(facts.packets.malformed + facts.packets.tcp).toBe(1)
})

test('a file that ends inside a record says where, and keeps what came before', () => {
  const file = pcapFile(101, [{ bytes: packet }, { bytes: packet }])
  const facts = readFacts(file.subarray(0, file.length - 5))
  expect(facts.capture?.packets).toBe(1)
  expect(facts.capture?.damage).toBe(
    `The file ends inside the record at byte ${24 + 16 + packet.length} (${16 + packet.length - 5} bytes of it are there).`,
  )
})

test('a record that claims more than a packet can have is damage, and costs no memory', () => {
  const file = pcapFile(101, [{ bytes: packet }, { bytes: packet }])
  file.writeUInt32LE(0xfffffff0, 24 + 16 + packet.length + 8)
  const facts = readFacts(file)
  expect(facts.capture?.packets).toBe(1)
  expect(facts.capture?.damage).toContain('claims 4294967280 bytes')
})

test('a header without packets is a capture without packets', () => {
  expect(readFacts(pcapFile(101, [])).capture).toMatchObject({ packets: 0, damage: null })
  expect(readFacts(pcapFile(101, []).subarray(0, 20)).capture?.damage).toContain('ends inside')
})
