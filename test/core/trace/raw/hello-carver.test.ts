import { recognise } from '../../../../core/trace/capture/recognise.ts'
import { readFacts, readReport } from '../../../support/capture/read-facts.ts'
import type { Passed } from '../../../support/tls/record-session.ts'
import { createPki, otherHost, ownHost, recordDevice } from '../../../support/tls/sessions.ts'

let hello: Buffer
beforeAll(async () => {
  const passed: Passed[] = await recordDevice(await createPki(), { after: 'close', servername: otherHost })
  const first = passed[0]
  if (!first || !('bytes' in first)) throw new Error('the session has no first bytes')
  hello = first.bytes
})

/** Bytes like those of a binary trace: no magic, no text, deterministic. */
const noise = (length: number, seed = 1): Buffer => {
  const out = Buffer.alloc(length)
  let state = seed
  for (let n = 0; n < length; n += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    out[n] = state >>> 16
  }
  return out
}

test('carves whole ClientHellos wherever chunks end, and says where they were', () => {
  const file = Buffer.concat([noise(70_000), hello, noise(30_000, 2), hello, noise(100, 3)])
  for (const chunk of [1 << 20, 65_536, 4096, 511]) {
    const { carved, file: kind, capture } = readFacts(file, { chunk })
    expect(kind).toEqual({ kind: 'binary' })
    expect(capture).toBeNull()
    expect(carved.map(({ offset, hello: { sni } }) => [offset, sni])).toEqual([
      [70_000, otherHost],
      [100_000 + hello.length, otherHost],
    ])
  }
})

test('takes none that is cut, torn or only looks like one', () => {
  const torn = Buffer.from(hello)
  torn.writeUInt16BE(torn.readUInt16BE(3) + 1, 3)
  const truncated = hello.subarray(0, hello.length - 1)
  const file = Buffer.concat([noise(600), torn, noise(600, 2), truncated])
  expect(readFacts(file).carved).toEqual([])
})

test('names Nordic’s command for the conversion, what was carved, and that it is inferred', () => {
  const report = readReport(
    Buffer.concat([noise(5000), hello, noise(500)]),
    { account: { dataAts: ownHost } },
    'my trace.mtrace',
  )
  expect(report).toMatchObject({
    outcome: 'unknown',
    evidence: 'inferred',
    carved: [{ carved: true, sni: otherHost, sniIs: 'other-account' }],
  })
  expect(report.says).toContain("nrfutil trace lte --input-file 'my trace.mtrace' --output-pcapng 'my trace.pcapng'")
  expect(report.says).toContain(`names ${otherHost}, the endpoint of another account in eu-west-1`)
})

test('finds the firmware’s name in a trace and calls it carved', () => {
  const file = Buffer.concat([noise(5000), Buffer.from('mfw_nrf91\0mfw_nrf9160_1.2.3\0'), noise(500)])
  expect(readReport(file).firmware).toEqual({ text: 'mfw_nrf9160_1.2.3', from: 'carved' })
})

test.each([
  ['text', Buffer.from('[00:00:01] <err> mqtt_connect, error: -111\n'), 'mintmark explain'],
  ['an empty file', Buffer.alloc(0), 'empty'],
  ['zip', Buffer.from('504b0304140000000800', 'hex'), 'unpack it first'],
  ['ELF', Buffer.from('7f454c46020101000000', 'hex'), 'an ELF program'],
  ['snoop', Buffer.from('736e6f6f7000000000000002', 'hex'), 'editcap -F pcapng'],
])('%s is recognised as such', (_, file, says) => {
  const report = readReport(file, {}, 'file')
  expect(report).toMatchObject({ outcome: 'unknown', connections: [], carved: [] })
  expect(report.says).toContain(says)
})

test('text with a stray control byte is still text, binary is not', () => {
  expect(recognise(Buffer.from(`\x1b[32m${'log line\n'.repeat(50)}\0`)).kind).toBe('text')
  expect(recognise(Buffer.from('接続に失敗しました '.repeat(40)).subarray(0, 512)).kind).toBe('text')
  expect(recognise(Buffer.from('Gerät nicht erreichbar, Fehler -111, '.repeat(9), 'latin1')).kind).toBe('text')
  expect(recognise(noise(512)).kind).toBe('binary')
  expect(recognise(Buffer.alloc(512, 0x91)).kind).toBe('binary')
})

test('a file made of beginnings costs time in proportion, not more', () => {
  const beginnings = Buffer.alloc(200_000)
  for (let at = 0; at + 9 < beginnings.length; at += 9) Buffer.from('160301fff0010000', 'hex').copy(beginnings, at)
  expect(readFacts(beginnings).carved).toEqual([])
})
