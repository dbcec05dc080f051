import { onLink } from '../../../support/capture/links.ts'
import { tcpPacket } from '../../../support/capture/packets.ts'
import { pcapngWriter } from '../../../support/capture/pcapng-file.ts'
import { readFacts } from '../../../support/capture/read-facts.ts'

const packet = (port: number) =>
  tcpPacket({ from: '10.0.0.1', to: '10.0.0.2', fromPort: 40_000, toPort: port, flags: 'S' })
const time = 1_760_000_000_123_456

test.each([true, false])('reads several interfaces of several link types (little-endian: %p)', (little) => {
  const ng = pcapngWriter(little)
  const links = [1, 101, 113, 276, 0, 252]
  const facts = readFacts(
    Buffer.concat([
      ng.section([
        [2, Buffer.from('a board')],
        [4, Buffer.from('a tool')],
      ]),
      ...links.map((link) => ng.interface(link, [[2, Buffer.from(`if${link}`)]])),
      ...links.map((link, n) =>
        ng.packet({ bytes: onLink(link, packet(8883), little ? '' : 'big'), interface: n, time: time + n }),
      ),
    ]),
  )
  expect(facts.capture).toMatchObject({ packets: 6, hardware: 'a board', application: 'a tool', damage: null })
  expect(facts.capture?.interfaces.map(({ link, name, packets }) => [link, name, packets])).toEqual(
    links.map((link) => [link, `if${link}`, 1]),
  )
  expect(facts.packets.tcp).toBe(6)
  expect(facts.connections[0]).toMatchObject({ syns: 6, opened: time, last: time + 5 })
})

test('sections of both byte orders in one file, with interfaces of their own', () => {
  const [a, b] = [pcapngWriter(true), pcapngWriter(false)]
  const file = Buffer.concat([
    a.section(),
    a.interface(101),
    a.packet({ bytes: packet(8883) }),
    b.section(),
    b.interface(1),
    b.packet({ bytes: onLink(1, packet(443)) }),
  ])
  const facts = readFacts(file)
  expect(facts.connections.map(({ server }) => server.port).sort()).toEqual([443, 8883])
  for (const chunk of [1, 13, 28, 100]) expect(readFacts(file, { chunk })).toEqual(facts)
})

test.each([
  ['nanoseconds', 9, 1000],
  ['milliseconds', 3, 0.001],
  ['2^-10 seconds', 0x8a, 1024 / 1e6],
])('reads times in %s', (_, resolution, perMicrosecond) => {
  const ng = pcapngWriter()
  const exact = 1_760_000_000_000_000
  const facts = readFacts(
    Buffer.concat([
      ng.section(),
      ng.interface(101, [[9, Buffer.from([resolution])]]),
      ng.packet({ bytes: packet(8883), time: exact }, perMicrosecond),
    ]),
  )
  expect(facts.connections[0]?.opened).toBe(exact)
})

test("adds an interface's time offset", () => {
  const ng = pcapngWriter()
  const offset = Buffer.alloc(8)
  offset.writeBigInt64LE(3600n)
  const facts = readFacts(
    Buffer.concat([ng.section(), ng.interface(101, [[14, offset]]), ng.packet({ bytes: packet(8883), time })]),
  )
  expect(facts.connections[0]?.opened).toBe(time + 3_600_000_000)
})

test('reads simple and obsolete packet blocks', () => {
  const ng = pcapngWriter()
  const facts = readFacts(
    Buffer.concat([
      ng.section(),
      ng.interface(101),
      ng.simplePacket(packet(8883)),
      ng.oldPacket({ bytes: packet(443), time }),
    ]),
  )
  expect(facts.connections.map(({ opened, server }) => [server.port, opened])).toEqual([
    [8883, 0],
    [443, time],
  ])
})

test('steps over blocks it does not know, however large, and names decryption secrets', () => {
  const ng = pcapngWriter()
  const facts = readFacts(
    Buffer.concat([
      ng.section(),
      ng.interface(101),
      ng.block(0x0bad, Buffer.alloc(3_000_000)),
      ng.block(0x0a, Buffer.alloc(64)),
      ng.packet({ bytes: packet(8883) }),
    ]),
  )
  expect(facts.capture).toMatchObject({ packets: 1, decryptionSecrets: true, damage: null })
})

test('a packet of an interface nobody described is not read', () => {
  const ng = pcapngWriter()
  const facts = readFacts(
    Buffer.concat([ng.section(), ng.interface(101), ng.packet({ bytes: packet(8883), interface: 7 })]),
  )
  expect(facts.capture?.packets).toBe(0)
})

const damages: [string, (file: Buffer, packetAt: number) => Buffer, string][] = [
  [
    'a block of impossible length',
    (file, at) => {
      file.writeUInt32LE(33, at + 4)
      return file
    },
    'impossible length 33',
  ],
  [
    'a block longer than any packet',
    (file, at) => {
      file.writeUInt32LE(0x40000000, at + 4)
      return file
    },
    'A block of 1073741824 bytes',
  ],
  [
    'a packet that does not fit its block',
    (file, at) => {
      file.writeUInt32LE(5000, at + 20)
      return file
    },
    'does not fit its block',
  ],
  ['a file that ends in a block', (file) => file.subarray(0, file.length - 4), 'ends inside the block'],
  [
    'a section without magic',
    (file) => {
      file.writeUInt32LE(1, 8)
      return file
    },
    'without byte-order magic',
  ],
]

test.each(damages)('%s is damage with its place', (_, damage, says) => {
  const ng = pcapngWriter()
  const head = Buffer.concat([ng.section(), ng.interface(101)])
  const file = Buffer.concat([head, ng.packet({ bytes: packet(8883) }), Buffer.alloc(0)])
  expect(readFacts(damage(file, head.length)).capture?.damage).toContain(says)
})
