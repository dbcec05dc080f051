import { type Segment, tcpPacket } from '../../../support/capture/packets.ts'
import { pcapFile } from '../../../support/capture/pcap-file.ts'
import { readFacts } from '../../../support/capture/read-facts.ts'

const ends = { from: '10.0.0.2', to: '52.1.2.3', fromPort: 49_152, toPort: 8883 }
const back = { from: ends.to, to: ends.from, fromPort: ends.toPort, toPort: ends.fromPort }
const capture = (...segments: (Partial<Segment> & { away?: boolean })[]) =>
  pcapFile(
    101,
    segments.map(({ away = true, ...segment }, n) => ({
      bytes: tcpPacket({ ...(away ? ends : back), ...segment }),
      time: 1e15 + n * 1000,
    })),
  )
const endings = (file: Buffer) => readFacts(file).connections.map(({ ending, syns }) => [ending, syns])

test('a SYN that nobody answers, and its repetitions', () => {
  expect(endings(capture({ flags: 'S' }, { flags: 'S' }, { flags: 'S' }))).toEqual([['tcp-silent', 3]])
})

test('a SYN that is refused', () => {
  expect(endings(capture({ flags: 'S', sequence: 5 }, { flags: 'RA', away: false }))).toEqual([['tcp-refused', 1]])
})

test('attempts to ports that carry no MQTT are counted, not told', () => {
  const facts = readFacts(capture({ flags: 'S', toPort: 22 }))
  expect([facts.connections, facts.tcpConnections]).toEqual([[], 1])
})

test('the same ports again are another connection', () => {
  const attempt = (sequence: number) => [
    { flags: 'S', sequence },
    { flags: 'RA', away: false },
  ]
  expect(endings(capture(...attempt(5), ...attempt(9000)))).toEqual([
    ['tcp-refused', 1],
    ['tcp-refused', 1],
  ])
})

test('connections that speak neither TLS nor MQTT are counted, not kept', () => {
  const facts = readFacts(capture({ flags: 'PA', payload: Buffer.from('GET / HTTP/1.1\r\n\r\n') }, { flags: 'FA' }))
  expect([facts.connections, facts.tcpConnections]).toEqual([[], 1])
})

test('malformed headers are counted', () => {
  const short = tcpPacket({ ...ends, flags: 'S' })
  const offset = Buffer.from(short)
  offset[32] = 0x10
  const far = Buffer.from(short)
  far[32] = 0xf0
  const facts = readFacts(pcapFile(101, [{ bytes: short.subarray(0, 30) }, { bytes: offset }, { bytes: far }]))
  expect(facts.connections).toEqual([])
  expect(facts.tcpConnections).toBe(0)
})

test('a plain MQTT connection is known by its CONNECT, without its password', () => {
  const connect = Buffer.from(
    '\x10\x2a\x00\x04MQTT\x04\xc2\x00\x3c\x00\x06dev\x1b12\x00\x04user\x00\x08hunter22..',
    'latin1',
  )
  const file = capture(
    { flags: 'S', sequence: 0, toPort: 1883 },
    { flags: 'SA', sequence: 0, away: false, fromPort: 1883 },
    { flags: 'PA', sequence: 1, toPort: 1883, payload: connect },
    { flags: 'PA', sequence: 1, away: false, fromPort: 1883, payload: Buffer.from([0x20, 2, 0, 0]) },
  )
  const facts = readFacts(file)
  expect(facts.connections[0]).toMatchObject({
    ending: 'plain-accepted',
    carried: { mqtt: { clientId: 'dev\\x1b12', userName: true, password: true, returnCode: 0 } },
  })
  expect(JSON.stringify(facts)).not.toContain('hunter22')
})

test('a million half-open attempts cost a bounded report, and each is counted', () => {
  const attempts = Array.from({ length: 3000 }, (_, n) => ({ flags: 'S', fromPort: 1024 + n }))
  const facts = readFacts(capture(...attempts), { limits: { flows: 500, reported: 10 } })
  expect(facts.endings).toEqual({ 'tcp-silent': 3000 })
  expect(facts.connections).toHaveLength(11)
  expect(facts.tcpConnections).toBe(3000)
})
